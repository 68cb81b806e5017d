import Notation

// Checks that most controllers need, of stored states and of parameters.
extension ScheduleError {
  /// The first fault of several rules.
  static func first(_ faults: ScheduleError?...) -> ScheduleError? {
    faults.lazy.compactMap { $0 }.first
  }

  /// A remembered measurement.
  static func measurement(_ parameter: String, _ value: Double?) -> ScheduleError? {
    value.flatMap { .check(parameter, $0, .value) }
  }

  /// Remembered measurements, no more than `count` of them.
  static func window(_ parameter: String, _ values: [Double], atMost count: Int) -> ScheduleError? {
    guard values.count <= count else {
      return ScheduleError(
        parameter, "at most \(count) measurements", received: String(values.count))
    }
    return values.lazy.compactMap { .check("a measurement in \(parameter)", $0, .value) }.first
  }
}

extension Domain<Double> {
  /// The factor of a cut; 1 changes nothing.
  static var cut: Domain {
    Domain("factor", "positive, and at most 1") { $0 > 0 && $0 <= 1 }
  }

  /// The threshold of an ``Improvement``, which checks it.
  static var anyThreshold: Domain { .any("value") }
}

extension Domain<Int> {
  /// A number of measurements or steps.
  static var count: Domain { .within(0...1_000_000_000) }
}
