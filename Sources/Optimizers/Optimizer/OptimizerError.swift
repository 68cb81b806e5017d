public import Notation

/// A wrong value: the name of the hyperparameter, the requirement, and the value received.
///
/// ```
/// momentum must be in 0 ..< 1; received 2
/// ```
///
/// Text that is parsed gives a `NotationError` with a position instead.
public struct OptimizerError: Hashable, Sendable {
  /// The label of the hyperparameter.
  public let parameter: String
  /// The requirement, as it follows "must be".
  public let requirement: String
  /// The value received.
  public let received: String

  /// An error about `parameter`, whose value was `received`.
  public init(_ parameter: String, _ requirement: String, received: Double) {
    (self.parameter, self.requirement) = (parameter, requirement)
    self.received = received.notationText
  }

  /// An error about `parameter`, with the received value as text.
  public init(_ parameter: String, _ requirement: String, received: String) {
    (self.parameter, self.requirement, self.received) = (parameter, requirement, received)
  }
}

extension OptimizerError: CustomStringConvertible {
  /// The error in one sentence.
  public var description: String { "\(parameter) must be \(requirement); received \(received)" }
}

extension OptimizerError: ParameterError {
  /// The error of a hyperparameter's fault.
  init(_ fault: ParameterFault) {
    self.init(fault.parameter, fault.requirement, received: fault.received)
  }

  /// The error of a hyperparameter whose value is not in `domain`; nil for one that is.
  static func check(
    _ parameter: String, _ value: Double, _ domain: Domain<Double>
  ) -> OptimizerError? {
    domain.fault(parameter, value).map { OptimizerError($0) }
  }
}
