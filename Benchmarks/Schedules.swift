import Anneal

/// A schedule with all three phases, evaluated for a run of a number of steps.
struct ScheduleRun {
  /// `value`: a call for each step, as a training loop makes it. `fill`: one call for all.
  enum Way: String { case value, fill }

  private static let schedule = Schedule.cosine(from: 3e-4, to: 3e-5)
    .warmup(.percent(5)).cooldown(.percent(20))

  private let way: Way

  init(_ way: String) throws {
    guard let way = Way(rawValue: way) else {
      throw TrainingError("the way must be value or fill; received '\(way)'")
    }
    self.way = way
  }

  /// The milliseconds of one step, over a run of `count` steps.
  func milliseconds(over count: Int) throws -> Double {
    let curve = try Self.schedule.resolved(steps: count)
    var values = [Double](repeating: 0, count: count)
    let duration = ContinuousClock().measure {
      switch way {
      case .value: for step in 0..<count { values[step] = curve.value(at: step) }
      case .fill: curve.fill(&values, from: 0)
      }
    }
    // what is computed must be looked at, or none of it need be
    guard values.allSatisfy({ $0 <= 3e-4 }) else { throw TrainingError("a value is too large") }
    return duration / .milliseconds(1) / Double(count)
  }
}
