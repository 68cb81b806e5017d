internal import Torch

/// Which losses go backward into which updaters, and in what order.
///
/// ```swift
/// struct Adversarial: TrainingStep {
///   let pair: Pair
///   func run(_ work: StepContext) throws {
///     try work.differentiate { try pair.judged($0) }
///     try work.update("discriminator")
///     try work.differentiate { try pair.forged($0) }
///     try work.update("generator")
///   }
/// }
/// ```
public protocol TrainingStep {
  /// Does one step: at least one update.
  func run(_ work: StepContext) throws

  /// How many updates of the updater called `name` a step makes; its plan is as long as all of them.
  func updateCount(of name: String) -> Int
}

extension TrainingStep {
  /// One.
  public func updateCount(of name: String) -> Int { 1 }
}

/// The usual step: the model's loss goes backward, and every updater makes an update.
public struct PlainStep: TrainingStep {
  /// The only one.
  public init() {}

  /// Differentiates the model's outcome, and updates all.
  public func run(_ work: StepContext) throws {
    try work.differentiate { try work.outcome(of: $0) }
    try work.updateAll()
  }
}
