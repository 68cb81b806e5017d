public import Notation

/// The name of a hyperparameter that a plan sets at each step, such as the rate or the momentum.
///
/// Which of them can be scheduled depends on the optimizer; this is checked when a plan is used with
/// one. The names are those of the optimizers' notation.
public struct Hyperparameter: Hashable, Sendable {
  /// The name, as the notation has it.
  public let name: String

  /// The hyperparameter of this name.
  public init(_ name: String) { self.name = name }

  /// The learning rate, η.
  public static let rate = Hyperparameter("rate")
  /// The momentum, μ.
  public static let momentum = Hyperparameter("momentum")
  /// The weight decay, λ.
  public static let weightDecay = Hyperparameter("weightDecay")
  /// The decay of the mean of the gradients, β₁.
  public static let beta1 = Hyperparameter("beta1")
  /// The decay of the mean of their squares, β₂.
  public static let beta2 = Hyperparameter("beta2")
  /// The number of examples of a step, rounded; it belongs to the run, not to the optimizer.
  public static let batchSize = Hyperparameter("batchSize")
  /// The small number that is added to a divisor, ε.
  public static let epsilon = Hyperparameter("epsilon")
}

extension Hyperparameter: NotationValue, CustomStringConvertible {
  /// Reads a bare name.
  public init(notation: NotationExpression, named name: String) throws {
    guard case .name(let text) = notation.kind else {
      throw notation.mismatch(name, "the name of a hyperparameter, such as momentum")
    }
    self.init(text)
  }

  /// The bare name.
  public var notation: NotationExpression { NotationExpression(.name(name)) }

  /// The name.
  public var description: String { name }
}
