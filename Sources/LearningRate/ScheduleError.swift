public import Notation

/// A schedule that cannot be: which parameter of what, what it must be, and what it was.
///
/// ```
/// warmup: length must be at most the 300 steps of its window; received 500
/// ```
///
/// Text that is parsed gives a `NotationError` with a position instead.
public struct ScheduleError: Hashable, Sendable, CustomStringConvertible {
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

extension ScheduleError: ParameterError {
  /// An error of this module of a parameter's fault.
  init(_ fault: ParameterFault) {
    self.init(fault.parameter, fault.requirement, received: fault.received)
  }

  /// The error of a parameter whose value is not in `domain`; nil for one that is.
  public static func check<Value>(
    _ parameter: String, _ value: Value, _ domain: Domain<Value>
  ) -> ScheduleError? {
    domain.fault(parameter, value).map { ScheduleError($0) }
  }

  /// The ``ClosedForm/bound`` of a resolved form: sums and products of it must stay finite.
  static func bound(_ bound: Double) -> ScheduleError? {
    bound <= 1e307
      ? nil : ScheduleError("its values", "at most 1e307 in size", received: bound.notationText)
  }
}
