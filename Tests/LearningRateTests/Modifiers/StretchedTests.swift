import LearningRate
import Testing

@Suite struct StretchedTests {
  @Test func `stretched plays the window in another time`() throws {
    let line = Schedule.linear(from: 8, to: 0)
    #expect(try values(line.stretched(to: 4), steps: 8) == [8, 6, 4, 2, 0, 0, 0, 0, 0])
    #expect(
      try values(line.stretched(to: .percent(200)), steps: 8) == [
        8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4,
      ])
    #expect(try values(line.stretched(to: 0), steps: 2) == [0, 0, 0])
    // a milestone at 4 of 8 comes at 2 of 4
    let steps = Schedule.multiStep(from: 1, gamma: 0.5, at: [4]).stretched(to: 4)
    #expect(try values(steps, steps: 8)[...3] == [1, 1, 0.5, 0.5])
  }
}
