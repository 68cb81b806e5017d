import Search
import Testing

@Suite struct BatchRuleTests {
  @Test func `without noise, the rate grows in proportion or with the square root`() {
    #expect(BatchRule.linear.factor(from: 32, to: 256) == 8)
    #expect(BatchRule.squareRoot.factor(from: 16, to: 256) == 4)
  }

  @Test func `under SGD the rate stops growing at the noise scale`() {
    // 1/(1 + N/B): 1/2 at B = N, 1/1.01 at 100·N.
    let rule = BatchRule.saturating(noiseScale: 1000)
    #expect(abs(rule.factor(from: 1000, to: 100_000) - 2 / 1.01) < 1e-12)
    #expect(abs(rule.factor(from: 1, to: 2) - 2) < 0.01)
  }

  @Test func `under Adam it is highest at the noise scale`() {
    let rule = BatchRule.surging(noiseScale: 1000)
    // 2/(√4 + √(1/4)) = 0.8 of the highest, on both sides.
    #expect(abs(rule.factor(from: 1000, to: 250) - 0.8) < 1e-12)
    #expect(abs(rule.factor(from: 1000, to: 4000) - 0.8) < 1e-12)
    #expect(abs(rule.factor(from: 1, to: 4) - 2) < 0.01)
  }
}
