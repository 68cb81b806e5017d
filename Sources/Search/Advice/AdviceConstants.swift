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
    case (.mlp, .normalized): 5.62
    case (.cnn, .proportional): 1.78
    case (.cnn, .normalized): 3.16
    case (.rnn, _): 4.64
    case (.transformer, .proportional): 1.47
    case (.transformer, .normalized): 3.83
    }
  }

  /// The exponent of the number of steps.
  package static let stepsExponent = -0.25
  /// The exponent of the number of parameters of a large transformer: the slope of GPT-3's rates.
  package static let sizeExponent = -0.3
  /// The number of parameters of a transformer above which its rate falls.
  package static let largeSize = 200_000

  /// How far advised rates were off: 102 settings of 20 tasks, each with constants that were chosen
  /// without its task.
  package static let regret = ExpectedRegret(0.155, 1.130, within: 12)
  /// How far typical rates were off in the same settings.
  package static let typicalRegret = ExpectedRegret(0.304, 2.172, within: 15.5)
}
