import LearningRate
import Testing

@Suite struct NoamTests {
  @Test func `it rises to its peak at the end of the warmup and decays from there`() throws {
    // 16^−½ · min((t + 1)^−½, (t + 1) · 4^−1.5): the first term from t = 3 on
    let found = try values(.noam(width: 16, warmup: 4), steps: 24)
    #expect(areClose(Array(found[...3]), [0.03125, 0.0625, 0.09375, 0.125]))
    #expect(isClose(found[8], 0.25 / 3) && isClose(found[15], 0.0625))
    #expect(found.max() == found[3])
  }

  @Test func `the paper's peak`() throws {
    // 512^−½ · 4000^−½ from Python: 0.0006987712429686843
    let curve = try Schedule.noam(width: 512, warmup: 4000).resolved(steps: 100_000)
    #expect(isClose(curve.peak, 0.0006987712429686843))
    #expect(isClose(curve.value(at: 3_999), curve.peak))
  }

  @Test func `without a warmup it starts at its height, and a scale scales it`() throws {
    let found = try values(.noam(width: 4, warmup: 0, scale: 8), steps: 4)
    #expect((found[0], found[3]) == (4, 2))
  }
}
