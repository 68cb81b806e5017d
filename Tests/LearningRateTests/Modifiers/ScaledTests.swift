import LearningRate
import Testing

@Suite struct ScaledTests {
  @Test func `every value is multiplied`() throws {
    let found = try values(.linear(from: 4, to: 0).scaled(by: 0.5), steps: 4, through: 5)
    #expect(found == [2, 1.5, 1, 0.5, 0, 0])
    #expect(try values(.constant(3).scaled(by: -2), steps: 1) == [-6, -6])
    #expect(try values(.constant(3).scaled(by: 0), steps: 1) == [0, 0])
  }

  @Test func `scaling by a power of two scales every curve exactly`() throws {
    var random = SplitMix64(state: 11)
    for _ in 0..<200 {
      let schedule = drawSchedule(&random)
      let plain = try values(schedule, steps: 96, stepsPerEpoch: 8)
      let scaled = try values(schedule.scaled(by: 4), steps: 96, stepsPerEpoch: 8)
      #expect(scaled == plain.map { 4 * $0 }, "\(schedule)")
    }
  }
}
