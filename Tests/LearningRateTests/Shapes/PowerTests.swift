import LearningRate
import Testing

@Suite struct PowerTests {
  @Test func `it decays as a power`() throws {
    // (1 + t/3)^−2 at 0, 3, 6, 9: 1, 1/4, 1/9, 1/16
    let found = try values(.power(from: 1, timescale: 3, power: 2), steps: 9)
    #expect(found[0] == 1)
    #expect(areClose([3, 6, 9].map { found[$0] }, [0.25, 0.1111111111111111, 0.0625]))
  }

  @Test func `a power of a half is the inverse square root and of one the inverse of time`() throws
  {
    let half = try values(.power(from: 0.3, timescale: 7, power: 0.5), steps: 50)
    #expect(areClose(half, try values(.inverseSquareRoot(from: 0.3, timescale: 7), steps: 50)))
    let one = try values(.power(from: 0.3, timescale: 7, power: 1), steps: 50)
    #expect(areClose(one, try values(.inverseTime(from: 0.3, decay: 1, every: 7), steps: 50)))
  }

  @Test func `a power of zero is a constant and a huge one is zero at once`() throws {
    #expect(try values(.power(from: 3, timescale: 1, power: 0), steps: 2) == [3, 3, 3])
    #expect(try values(.power(from: 3, timescale: 1, power: 1e100), steps: 2) == [3, 0, 0])
  }
}
