internal import Torch

/// A training step: which losses are differentiated for which updaters, and in which order.
///
/// ```swift
/// struct Adversarial: TrainingStep {
///   let pair: Pair
///   func run(_ context: StepContext) throws {
///     try context.differentiate { try pair.judged($0) }
///     try context.update("discriminator")
///     try context.differentiate { try pair.forged($0) }
///     try context.update("generator")
///   }
/// }
/// ```
public protocol TrainingStep {
  /// Makes one step, with at least one update.
  func run(_ context: StepContext) throws

  /// The number of updates of the updater called `name` in a step. The length of the updater's plan
  /// is the total number of its updates.
  func updateCount(of name: String) -> Int
}

extension TrainingStep {
  /// One update per step.
  public func updateCount(of name: String) -> Int { 1 }
}

/// The default step: differentiates the model's loss and updates all parameters.
public struct PlainStep: TrainingStep {
  /// Creates the default step.
  public init() {}

  /// Differentiates the model's loss and makes an update of every updater.
  public func run(_ context: StepContext) throws {
    try context.differentiate { try context.outcome(of: $0) }
    try context.updateAll()
  }
}
