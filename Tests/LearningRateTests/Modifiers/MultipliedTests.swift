import LearningRate
import Testing

@Suite struct MultipliedTests {
  @Test func `multiplied is the product, both in the whole window`() throws {
    let schedule = Schedule.linear(from: 4, to: 0).multiplied(
      by: .step(from: 1, gamma: 0.5, every: 2))
    #expect(try values(schedule, steps: 4) == [4, 3, 1, 0.5, 0])
    #expect(
      schedule.description
        == "linear(from: 4, to: 0).multiplied(by: step(from: 1, gamma: 0.5, every: 2))")
  }

  @Test func `a product that could leave the numbers is refused`() {
    let large = Schedule.constant(1e100)
    let square = large.multiplied(by: large)
    #expect(complaint(square.multiplied(by: large), steps: 1) == nil)
    #expect(
      complaint(square.multiplied(by: square), steps: 1)
        == "multiplied: its values must be at most 1e307 in size; received inf")
    #expect(
      complaint(square.scaled(by: 1e100).scaled(by: 1e8), steps: 1)
        == "scaled: its values must be at most 1e307 in size; received 1e308")
  }
}
