/// A training that cannot go on, or cannot begin, in one sentence.
public struct TrainingError: Error, Hashable, CustomStringConvertible {
  /// What was expected and what was received.
  public let description: String

  /// An error with this sentence.
  public init(_ description: String) { self.description = description }
}

/// A loss that is no number any more.
public struct DivergenceError: Error, Hashable, CustomStringConvertible {
  /// The step whose loss was not finite; its update was not made.
  public let step: Int
  /// The loss: NaN or infinite.
  public let loss: Double
  /// The rate of the update that led there: that of the step before.
  public let learningRate: Double

  /// One sentence with step and rate.
  public var description: String {
    "the loss became \(loss.isNaN ? "NaN" : "infinite") at step \(step) with rate \(learningRate)"
  }
}
