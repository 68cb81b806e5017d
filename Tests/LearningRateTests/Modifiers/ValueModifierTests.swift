import LearningRate
import Testing

/// The modifiers that change the values of a schedule.
@Suite struct ValueModifierTests {
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

  @Test func `smoothed is the recurrence`() throws {
    for momentum in [0, 0.3, 0.9, 0.99] {
      let schedule = Schedule.multiStep(from: 1, gamma: 0.1, at: [20, 50]).warmup(10)
      let plain = try values(schedule, steps: 400)
      let found = try values(schedule.smoothed(momentum: momentum), steps: 400)
      var smooth = plain[0]
      for step in 0...400 {
        smooth = plain[step] + momentum * (smooth - plain[step])
        #expect(isClose(found[step], smooth, tolerance: 1e-13), "\(momentum) at \(step)")
      }
    }
  }

  @Test func `smoothed by half`() throws {
    // 0, (0 + 1)/2, (1/2 + 1)/2, (3/4 + 1)/2
    let jump = Schedule.piecewise([0: 0, 1: 1])
    #expect(try values(jump.smoothed(momentum: 0.5), steps: 3) == [0, 0.5, 0.75, 0.875])
    #expect(try values(.constant(0.3).smoothed(momentum: 0.99), steps: 50).allSatisfy { $0 == 0.3 })
  }

  @Test func `smoothing may stack as far as it can be summed`() throws {
    let twice = Schedule.constant(1).smoothed(momentum: 0.9).smoothed(momentum: 0.9)
    #expect(twice.depth == 3)
    let error = #expect(throws: (any Error).self) {
      try Schedule("\(twice).scaled(by: 2).smoothed(momentum: 0.9)")
    }
    #expect(
      "\(error!)".hasPrefix(
        "momentum must be small enough to sum at most a million values for a step; received 0.9"))
    #expect(throws: (any Error).self) { try Schedule("constant(1).smoothed(momentum: 0.99997)") }
    _ = Schedule.constant(1).smoothed(momentum: 0.9999)
  }

  @Test func `jittered moves each value by at most its share`() throws {
    let found = try values(.constant(2).jittered(by: 0.25, seed: 7), steps: 3)
    // 2 · (1 + 0.25 · (2u − 1)) with the first outputs of SplitMix64(7), by Python 3.11
    let draws = [0.3898297483912715, 0.01678829452815611, 0.9007606806068834, 0.5829302930280781]
    #expect(areClose(found, draws.map { 2 * (1 + 0.25 * (2 * $0 - 1)) }))
    let many = try values(.constant(1).jittered(by: 0.1, seed: -1), steps: 5_000)
    #expect(many.allSatisfy { $0 >= 0.9 && $0 < 1.1 })
    #expect(Set(many).count == 5_001)
    #expect(try values(.constant(1).jittered(by: 0, seed: 1), steps: 2) == [1, 1, 1])
  }
}
