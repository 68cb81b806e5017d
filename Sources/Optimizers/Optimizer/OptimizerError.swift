public import Notation

/// A wrong value: the name of the hyperparameter, the requirement, and the value received.
///
/// ```
/// momentum must be in 0 ..< 1; received 2
/// ```
///
/// Text that is parsed gives a `NotationError` with a position instead.
public struct OptimizerError: ParameterError {
  /// The label of the hyperparameter.
  public let parameter: String
  /// The requirement, as it follows "must be".
  public let requirement: String
  /// The value received.
  public let received: String

  /// An error about `parameter`, with the received value as text.
  public init(_ parameter: String, _ requirement: String, received: String) {
    (self.parameter, self.requirement, self.received) = (parameter, requirement, received)
  }

  /// The error in one sentence.
  public var description: String { sentence }
}
