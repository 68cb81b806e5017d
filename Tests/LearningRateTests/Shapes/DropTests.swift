import LearningRate
import Testing

@Suite struct DropTests {
  @Test func `equal drops lead to the floor`() throws {
    let schedule = Schedule.drop(from: 1, by: 0.25, every: 2, to: 0.375)
    #expect(
      try values(schedule, steps: 8) == [1, 1, 0.75, 0.75, 0.5, 0.5, 0.375, 0.375, 0.375])
    #expect(try values(.drop(from: 1, by: 0.75, every: 1), steps: 3) == [1, 0.25, 0, 0])
  }

  @Test func `no drop is a constant and the end of the window holds`() throws {
    #expect(try values(.drop(from: 1, by: 0, every: 1), steps: 2) == [1, 1, 1])
    let found = try values(.drop(from: 9, by: 1, every: 1), steps: 3, through: 6)
    #expect(found == [9, 8, 7, 6, 6, 6, 6])
  }
}
