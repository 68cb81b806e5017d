import Notation

/// A schedule that cannot be: which parameter of what, what it must be, and what it was.
///
/// ```
/// warmup: length must be at most the 300 steps of its window; received 500
/// ```
///
/// Text that is parsed gives a `NotationError` with a position instead.
public struct ScheduleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The shape or modifier whose parameter it is; nil for the run itself.
  public let subject: String?
  /// The parameter.
  public let parameter: String
  /// What the parameter must be, as it follows "must be".
  public let requirement: String
  /// What the parameter was.
  public let received: String

  /// Creates an error; the schedule it happens in fills in the subject.
  public init(
    _ parameter: String, _ requirement: String, received: String, in subject: String? = nil
  ) {
    self.subject = subject
    self.parameter = parameter
    self.requirement = requirement
    self.received = received
  }

  /// The error in one sentence.
  public var description: String {
    let start = subject.map { "\($0): " } ?? ""
    return "\(start)\(parameter) must be \(requirement); received \(received)"
  }

  /// The same error, with a subject if it had none.
  func about(_ subject: String) -> ScheduleError {
    ScheduleError(parameter, requirement, received: received, in: self.subject ?? subject)
  }
}

// The rules that most forms need. Each returns nil for a value that obeys it, so that a form
// chains its rules with `??`.
extension ScheduleError {
  /// A value of a curve must be finite, and at most 1e100 in size so that sums stay finite.
  public static func value(_ parameter: String, _ value: Double) -> ScheduleError? {
    value.magnitude <= 1e100
      ? nil : ScheduleError(parameter, "between -1e100 and 1e100", received: value.notationText)
  }

  /// A factor or divisor that must be positive.
  public static func positive(_ parameter: String, _ value: Double) -> ScheduleError? {
    value > 0 && value <= 1e100
      ? nil : ScheduleError(parameter, "positive, and at most 1e100", received: value.notationText)
  }

  /// A number that must not be negative.
  public static func notNegative(_ parameter: String, _ value: Double) -> ScheduleError? {
    value >= 0 && value <= 1e100
      ? nil : ScheduleError(parameter, "between 0 and 1e100", received: value.notationText)
  }

  /// A number within a range.
  public static func within(
    _ range: ClosedRange<Double>, _ parameter: String, _ value: Double
  ) -> ScheduleError? {
    let (lower, upper) = (range.lowerBound.notationText, range.upperBound.notationText)
    return range.contains(value)
      ? nil
      : ScheduleError(parameter, "between \(lower) and \(upper)", received: value.notationText)
  }

  /// The ``ClosedForm/bound`` of a resolved form: sums and products of it must stay finite.
  static func bound(_ bound: Double) -> ScheduleError? {
    bound <= 1e307
      ? nil : ScheduleError("its values", "at most 1e307 in size", received: bound.notationText)
  }

  /// A pattern for the names of parameters.
  static func pattern(_ parameter: String, _ pattern: NamePattern) -> ScheduleError? {
    pattern.fault.map { ScheduleError(parameter, $0.requirement, received: $0.received) }
  }

  /// A length, which may be zero or left out.
  public static func length(_ parameter: String, _ length: Length?) -> ScheduleError? {
    guard let length else { return nil }
    return length.amount >= 0 && length.amount <= 1e100
      ? nil : ScheduleError(parameter, "between 0 and 1e100", received: "\(length)")
  }

  /// A length that repeats, which must not be zero.
  public static func period(_ parameter: String, _ length: Length) -> ScheduleError? {
    length.amount >= 1e-100 && length.amount <= 1e100
      ? nil : ScheduleError(parameter, "positive, and at most 1e100", received: "\(length)")
  }
}
