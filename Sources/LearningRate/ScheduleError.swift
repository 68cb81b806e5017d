public import Notation

/// A schedule that is not valid: the parameter, the requirement, and what was received.
///
/// ```
/// warmup: length must be at most the 300 steps of its window; received 500
/// ```
///
/// Text that is parsed gives a `NotationError` with a position instead.
public struct ScheduleError: ParameterError {
  /// The shape or modifier whose parameter it is; nil for the run itself.
  public private(set) var subject: String?
  /// The parameter.
  public let parameter: String
  /// What the parameter must be, as it follows "must be".
  public let requirement: String
  /// What the parameter was.
  public let received: String

  /// Creates an error without a subject; the schedule in which it happens fills it in.
  public init(_ parameter: String, _ requirement: String, received: String) {
    (self.parameter, self.requirement, self.received) = (parameter, requirement, received)
  }

  /// The error in one sentence.
  public var description: String { (subject.map { "\($0): " } ?? "") + sentence }

  /// The same error, with a subject if it had none.
  func about(_ subject: String?) -> ScheduleError {
    var error = self
    error.subject = self.subject ?? subject
    return error
  }

  /// The error of a resolved form whose ``ClosedForm/bound`` is so large that sums and products of
  /// its values would not stay finite.
  static func bound(_ bound: Double) -> ScheduleError? {
    bound <= 1e307
      ? nil : ScheduleError("its values", "at most 1e307 in size", received: bound)
  }
}
