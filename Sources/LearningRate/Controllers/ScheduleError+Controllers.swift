import Notation

// The rules that most controllers need, for their stored states and for their parameters.
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
  /// What a cut multiplies the factor by; 1 changes nothing.
  static var cut: Domain {
    Domain("factor", "positive, and at most 1") { $0 > 0 && $0 <= 1 }
  }

  /// The threshold of an ``Improvement``, which knows what it may be.
  static var anyThreshold: Domain { .any("value") }
}

extension Domain<Int> {
  /// A number of measurements or steps.
  static var count: Domain { .within(0...1_000_000_000) }
}
