package import Optimizers

/// The constants of the advised rate, as `Benchmarks/advice.py` chooses them.
///
/// Source: measured, see `docs/advice.md`.
package enum AdviceConstants {
  /// How an optimizer's step depends on its gradient.
  package enum Family: Hashable, Sendable {
    /// The step is proportional to the gradient: SGD, with or without momentum.
    case proportional
    /// The step is of about the size of the rate: Adam, Lion, Muon, Adagrad and their kin.
    case normalized

    /// The family of a matrix under `optimizer`.
    package init(_ optimizer: Optimizer) {
      let dependence = optimizer.rule.gradientDependence(of: ParameterShape("weight", [64, 64]))
      self = dependence == .proportional ? .proportional : .normalized
    }

    var words: String {
      switch self {
      case .proportional: "steps in proportion to the gradient"
      case .normalized: "steps that do not depend on the gradient's size"
      }
    }
  }

  /// The factor of the kind of network under this family, at 500 steps; 1 for linear models, of which
  /// none was measured.
  package static func kind(_ kind: NetworkKind, _ family: Family) -> Double {
    switch (kind, family) {
    case (.linear, _): 1
    case (.mlp, .proportional): 1
    case (.mlp, .normalized): 2
    case (.cnn, .proportional): 1.5
    case (.cnn, .normalized): 3
    case (.rnn, .proportional): 10
    case (.rnn, .normalized): 4
    case (.transformer, .proportional): 4
    case (.transformer, .normalized): 3
    }
  }

  /// The exponent of the number of steps.
  package static let stepsExponent = -0.25
  /// The exponent of the number of parameters of a transformer.
  package static let sizeExponent = -0.2

  /// How far advised rates were off on the bank, each with constants chosen without its task.
  package static let regret = ExpectedRegret(0.2, 1, within: 8)
}
