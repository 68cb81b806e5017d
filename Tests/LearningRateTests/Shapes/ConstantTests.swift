import LearningRate
import Testing

@Suite struct ConstantTests {
  @Test func `every step has the same value`() throws {
    #expect(try values(.constant(3e-4), steps: 3, through: 9) == Array(repeating: 3e-4, count: 10))
  }

  @Test(arguments: [0.0, -1.5, 1e100]) func `any finite rate will do`(rate: Double) throws {
    #expect(try Schedule.constant(rate).resolved(steps: 1).value(at: 0) == rate)
  }
}
