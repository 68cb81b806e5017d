import LearningRate
import Testing

@Suite struct SmoothedTests {
  @Test func `smoothed is the recurrence`() throws {
    for momentum in [0, 0.3, 0.9, 0.99] {
      let schedule = Schedule.multiStep(from: 1, gamma: 0.1, at: [20, 50, 80]).warmup(10)
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
      error.map { "\($0)" }?.hasPrefix(
        "momentum must be small enough to sum at most a million values for a step; received 0.9")
        == true)
    #expect(throws: (any Error).self) { try Schedule("constant(1).smoothed(momentum: 0.99997)") }
    _ = Schedule.constant(1).smoothed(momentum: 0.9999)
  }
}
