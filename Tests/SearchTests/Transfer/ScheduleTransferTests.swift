import LearningRate
import Search
import Testing

/// The factors come from the formula in Python, with sums of its own for each k.
@Suite struct ScheduleTransferTests {
  private func factor(_ schedule: Schedule, steps: Int) throws -> Double {
    ScheduleTransfer.factor(
      of: try schedule.resolved(steps: steps, stepsPerEpoch: nil), steps: steps)
  }

  @Test func `the best rate is the root of T1 over T2`() {
    #expect(abs(ScheduleTransfer.bestRate(of: [1, 2, 3]) - 0.191_741_247_211_842_6) < 1e-15)
    // A zero at the end is no step.
    #expect(abs(ScheduleTransfer.bestRate(of: [3, 1, 0]) - 0.158_113_883_008_418_98) < 1e-15)
    #expect(
      ScheduleTransfer.bestRate(of: [3, 1]) == ScheduleTransfer.bestRate(of: [3, 1, 0, 0]))
  }

  @Test func `a constant rate is lower than the peak of a decay`() throws {
    let constant = try factor(.constant(0.3), steps: 375)
    func ratio(_ schedule: Schedule) throws -> Double {
      try factor(schedule, steps: 375) / constant
    }
    #expect(abs(try ratio(.linear(from: 1, to: 0)) - 2.713_8) < 0.01)
    #expect(abs(try ratio(.cosine(from: 1, to: 0)) - 2.641_7) < 0.01)
    #expect(
      abs(try ratio(.wsd(peak: 1, warmup: 0, cooldown: .percent(20), shape: .linear)) - 1.389)
        < 0.01)
  }

  @Test func `what is left at the end of a schedule hardly counts`() throws {
    let linear = try factor(.linear(from: 1, to: 0), steps: 1000)
    for rest in [1e-6, 1e-8, 1e-12] {
      let other = try factor(.linear(from: 1, to: rest, over: .percent(99)), steps: 1000)
      #expect(abs(other / linear - 1) < 0.05)
    }
    let constant = try factor(.constant(1), steps: 1000)
    let drop = try factor(.multiStep(from: 1, gamma: 1e-6, at: [.percent(95)]), steps: 1000)
    #expect(abs(drop / constant - 1) < 0.1)
  }

  @Test func `the factor is 1 for a warm-up and a cosine, at any peak and length`() throws {
    for (peak, steps) in [(1.0, 100), (0.02, 1_000), (30, 100_000)] {
      let schedule = Schedule.cosine(from: peak, to: 0).warmup(.percent(5))
      #expect(abs(try factor(schedule, steps: steps) - 1) < 1e-9)
    }
    let (short, long) = (
      try factor(.constant(1), steps: 2_000), try factor(.constant(1), steps: 1_000_000)
    )
    #expect(abs(short / long - 1) < 0.02)
  }
}
