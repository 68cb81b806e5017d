import LearningRate
import Testing

@Suite struct RepeatedTests {
  @Test func `repeated starts again in a window of its own`() throws {
    let found = try values(.linear(from: 3, to: 0).repeated(every: 3), steps: 9, through: 11)
    #expect(found == [3, 2, 1, 3, 2, 1, 3, 2, 1, 0, 0, 0])
    let cut = try values(.linear(from: 3, to: 0).repeated(every: 3), steps: 7, through: 9)
    #expect(cut == [3, 2, 1, 3, 2, 1, 3, 2, 2, 2])
    // turns of 2.5 steps: 5 · (1 − (t mod 2.5) / 2.5)
    let half = try values(.linear(from: 5, to: 0).repeated(every: 2.5), steps: 8)
    #expect(areClose(half, [5, 3, 1, 4, 2, 5, 3, 1, 4]))
  }

  @Test func `repeated keeps its place over many turns of a fraction`() throws {
    // an eleventh of 330 steps comes to 30.000000000000004
    let found = try values(
      .linear(from: 1, to: 0).repeated(every: .percent(100.0 / 11)), steps: 330)
    #expect((0..<11).allSatisfy { found[30 * $0] == 1 })
    #expect((1...11).allSatisfy { isClose(found[30 * $0 - 1], 1.0 / 30, tolerance: 1e-12) })
    #expect(found[330] == 0)
  }

  @Test func `repeated refuses phases that do not fit a turn`() {
    #expect(
      complaint(.constant(1).warmup(5).repeated(every: 4), steps: 10)
        == "warmup: length must be at most the 4 steps of its window; received 5")
  }
}
