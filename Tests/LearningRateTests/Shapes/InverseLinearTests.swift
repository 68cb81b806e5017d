import LearningRate
import Testing

@Suite struct InverseLinearTests {
  @Test func `it rises to its end`() throws {
    // 1 / (1 − 0.75 u) at u = 0, 1/3, 2/3, 1: 1, 4/3, 2, 4
    let found = try values(.inverseLinear(from: 1, beta: 0.75), steps: 3, through: 5)
    #expect(areClose(found, [1, 1.3333333333333333, 2, 4, 4, 4]))
    #expect((found[0], found[3]) == (1, 4))
  }

  @Test func `a beta of zero is a constant and no length gives the end`() throws {
    #expect(try values(.inverseLinear(from: 3, beta: 0), steps: 2) == [3, 3, 3])
    #expect(try values(.inverseLinear(from: 1, beta: 0.5, over: 0), steps: 1) == [2, 2])
  }
}
