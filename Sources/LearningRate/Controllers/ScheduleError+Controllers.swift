import Notation

// The rules that most controllers need, for their arguments and for their stored states.
extension ScheduleError {
  /// The first fault of several rules.
  static func first(_ faults: ScheduleError?...) -> ScheduleError? {
    faults.lazy.compactMap { $0 }.first
  }

  /// What a cut multiplies the factor by; 1 changes nothing.
  static func cut(_ parameter: String, _ factor: Double) -> ScheduleError? {
    factor > 0 && factor <= 1
      ? nil : ScheduleError(parameter, "positive, and at most 1", received: factor.notationText)
  }

  /// A whole number within a range.
  static func count(
    _ parameter: String, _ count: Int, in range: ClosedRange<Int> = 0...1_000_000_000
  ) -> ScheduleError? {
    range.contains(count)
      ? nil
      : ScheduleError(
        parameter, "between \(range.lowerBound) and \(range.upperBound)", received: String(count))
  }

  /// A remembered measurement.
  static func measurement(_ parameter: String, _ value: Double?) -> ScheduleError? {
    value.flatMap { ScheduleError.value(parameter, $0) }
  }

  /// Remembered measurements, no more than `count` of them.
  static func window(_ parameter: String, _ values: [Double], atMost count: Int) -> ScheduleError? {
    guard values.count <= count else {
      return ScheduleError(
        parameter, "at most \(count) measurements", received: String(values.count))
    }
    return values.lazy.compactMap { .value("a measurement in \(parameter)", $0) }.first
  }
}

extension [NotationArgument] {
  /// Adds an argument, unless it has its default value.
  mutating func append<Value: NotationValue & Equatable>(
    _ label: String, _ value: Value, unless standard: Value
  ) {
    if value != standard { append(NotationArgument(label, value)) }
  }
}
