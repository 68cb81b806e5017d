import LearningRate
import Testing

@Suite struct RexTests {
  @Test func `it stays above the line`() throws {
    // (1 − u) / (1 − u/2) at quarters: 1, 6/7, 2/3, 2/5, 0
    let found = try values(.rex(from: 1, to: 0), steps: 4, through: 6)
    #expect(areClose(found, [1, 0.8571428571428571, 0.6666666666666666, 0.4, 0, 0, 0]))
    #expect(areClose(try values(.rex(from: 5, to: 2, over: 2), steps: 3), [5, 4, 2, 2]))
  }

  @Test func `the ends are exact and no length gives the end`() throws {
    let found = try values(.rex(from: 0.3, to: 0.1), steps: 7)
    #expect((found[0], found[7]) == (0.3, 0.1))
    #expect(try values(.rex(from: 3, to: 1, over: 0), steps: 1) == [1, 1])
  }
}
