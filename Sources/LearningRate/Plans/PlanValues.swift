/// The hyperparameters of one update, as plain numbers.
public struct PlanValues: Hashable, Sendable {
  /// The learning rate.
  public let learningRate: Double

  /// Creates the values of one update.
  public init(learningRate: Double) { self.learningRate = learningRate }
}
