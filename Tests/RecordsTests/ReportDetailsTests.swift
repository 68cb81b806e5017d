import Foundation
import Records
import Testing

@Suite struct ReportDetailsTests {
  @Test func `pairs are counted by true and predicted class`() {
    let confusion = ReportDetails.Confusion(
      classes: ["a", "b", "c"], pairs: [(0, 0), (0, 1), (2, 1), (0, 1)])
    #expect(confusion.counts == [[1, 2, 0], [0, 0, 0], [0, 1, 0]])
  }

  @Test func `details are the same after writing and reading`() throws {
    var details = ReportDetails()
    details.columns = [
      .init(name: "x", kind: "number", reason: "all are", missing: 2, examples: ["1"])
    ]
    details.answers = [.init(target: 1, prediction: 2.5)]
    details.worst = [.init(target: "1", prediction: "2.5", loss: 1.5)]
    details.worst[0].facts = [.init("x", "7")]
    details.worst[0].picture = [66, 77]
    details.importances = [.init(column: "x", increase: -0.25)]
    let data = try JSONEncoder().encode(details)
    #expect(try JSONDecoder().decode(ReportDetails.self, from: data) == details)
  }
}
