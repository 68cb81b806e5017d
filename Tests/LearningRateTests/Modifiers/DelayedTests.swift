import LearningRate
import Testing

@Suite struct DelayedTests {
  @Test func `delayed holds the first value and gives the schedule the rest`() throws {
    #expect(try values(.linear(from: 4, to: 0).delayed(2), steps: 6) == [4, 4, 4, 3, 2, 1, 0])
    #expect(
      complaint(.constant(1).delayed(.percent(120)), steps: 10)
        == "delayed: length must be at most the 10 steps of its window; received 120%, which is 12 "
        + "steps")
  }
}
