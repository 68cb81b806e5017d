import LearningRate
import Testing

@Suite struct InverseSquareRootTests {
  @Test func `it halves at three times its scale`() throws {
    // √(4 / (t + 4)) at 0, 5, 12, 32: 1, 2/3, 1/2, 1/3
    let found = try values(.inverseSquareRoot(from: 1, timescale: 4), steps: 40)
    #expect((found[0], found[12]) == (1, 0.5))
    #expect(isClose(found[5], 2.0 / 3) && isClose(found[32], 1.0 / 3))
  }

  @Test func `behind a warmup it is that of Hugging Face`() throws {
    // transformers 5.23.0: get_inverse_sqrt_schedule(num_warmup_steps=4, timescale=4)
    let expected = [
      0.0, 0.25, 0.5, 0.75, 1.0, 0.8944271909999159, 0.816496580927726, 0.7559289460184544,
      0.7071067811865475, 0.6666666666666666, 0.6324555320336759, 0.6030226891555273,
    ]
    let schedule = Schedule.inverseSquareRoot(from: 1, timescale: 4).warmup(4, from: 0)
    #expect(areClose(try values(schedule, steps: 11), expected))
  }

  @Test func `a scale is a share of the run and the end holds`() throws {
    let found = try values(
      .inverseSquareRoot(from: 1, timescale: .percent(50)), steps: 6, through: 9)
    #expect(isClose(found[3], 0.5.squareRoot()))  // √(3 / 6)
    #expect(found[9] == found[6])
  }
}
