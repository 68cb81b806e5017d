import Foundation
import Records
import Tasks
import Testing

@Suite struct UnigramBaselineTests {
  @Test func `each token has one more than its count`() {
    // 2 + 1, 1 + 1 and 0 + 1 of 6: the tokens 0 and 2 have the probabilities 1/2 and 1/6.
    let baseline = UnigramBaseline([0, 0, 1], vocabulary: 3).measured(on: [0, 2])
    #expect(baseline.name == "frequencies")
    #expect(abs(baseline.measures["loss"]! - Foundation.log(12.0) / 2) < 1e-12)
    #expect(abs(baseline.measures["perplexity"]! - 12.0.squareRoot()) < 1e-12)
  }
}
