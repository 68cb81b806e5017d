import LearningRate
import Testing

@Suite struct MultiStepTests {
  @Test func `it follows PyTorch's MultiStepLR, with a milestone that counts twice`() throws {
    // PyTorch 2.13.0: MultiStepLR([2, 5, 5], gamma=0.5) from 1
    let found = try values(.multiStep(from: 1, gamma: 0.5, at: [5, 2, 5]), steps: 7)
    #expect(found == [1, 1, 0.5, 0.5, 0.5, 0.125, 0.125, 0.125])
  }

  @Test func `milestones at the start, past the end, between steps and none`() throws {
    #expect(try values(.multiStep(from: 1, gamma: 2, at: [0, 9]), steps: 3) == [2, 2, 2, 2])
    #expect(try values(.multiStep(from: 1, gamma: 2, at: [1.5]), steps: 3) == [1, 1, 2, 2])
    #expect(try values(.multiStep(from: 1, gamma: 2, at: []), steps: 1) == [1, 1])
  }

  @Test func `milestones are rounded boundaries of the window`() throws {
    // under the warmup the clock starts at 2; 25 % of 10 ends at 2 + 2.5, rounded to 5
    let schedule = Schedule.multiStep(from: 1, gamma: 0.5, at: [.percent(25), .epochs(1)])
      .warmup(2, from: 1)
    #expect(
      try values(schedule, steps: 10, stepsPerEpoch: 5)
        == [1, 1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25])
  }

  @Test func `growth beyond all numbers is refused`() {
    let schedule = Schedule.multiStep(from: 1e100, gamma: 1e100, at: [1, 2, 3])
    #expect(
      complaint(schedule, steps: 5)
        == "multiStep: gamma must be small enough to stay finite after 3 milestones; received 1e100"
    )
  }
}
