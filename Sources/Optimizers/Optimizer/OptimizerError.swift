internal import Notation

/// A wrong value: the name of the hyperparameter, the requirement, and the value received.
///
/// ```
/// momentum must be in 0 ..< 1; received 2
/// ```
///
/// Text that is parsed gives a `NotationError` with a position instead.
public struct OptimizerError: Error, Hashable, Sendable {
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

// The checks of most hyperparameters. Each returns nil for a valid value; NaN is never valid. A rule
// chains them with `??`.
extension OptimizerError {
  /// A share that is kept from step to step. It is below 1, so that the past fades.
  public static func share(_ parameter: String, _ value: Double) -> OptimizerError? {
    (0..<1).contains(value) ? nil : OptimizerError(parameter, "in 0 ..< 1", received: value)
  }

  /// A number that must be within a range.
  public static func within(
    _ range: ClosedRange<Double>, _ parameter: String, _ value: Double
  ) -> OptimizerError? {
    range.contains(value)
      ? nil
      : OptimizerError(
        parameter,
        "in \(range.lowerBound.notationText) ... \(range.upperBound.notationText)", received: value)
  }

  /// A number that must be finite and not negative.
  public static func notNegative(_ parameter: String, _ value: Double) -> OptimizerError? {
    value >= 0 && value.isFinite
      ? nil : OptimizerError(parameter, "finite and not negative", received: value)
  }

  /// A number that must be finite and positive.
  public static func positive(_ parameter: String, _ value: Double) -> OptimizerError? {
    value > 0 && value.isFinite
      ? nil : OptimizerError(parameter, "finite and positive", received: value)
  }
}
