/// A reason why a training cannot start or continue, in one sentence.
public struct TrainingError: Error, Hashable, CustomStringConvertible {
  /// What was expected and what was received.
  public let description: String

  /// Creates an error with this sentence.
  public init(_ description: String) { self.description = description }
}

/// A loss that became NaN or infinite.
public struct DivergenceError: Error, Hashable, CustomStringConvertible {
  /// The step whose loss was not finite; its update was skipped.
  public let step: Int
  /// The loss: NaN or infinite.
  public let loss: Double
  /// The learning rate of the previous update, which led to this loss.
  public let learningRate: Double

  /// One sentence with step and learning rate.
  public var description: String {
    "the loss became \(loss.isNaN ? "NaN" : "infinite") at step \(step) with rate \(learningRate)"
  }
}
