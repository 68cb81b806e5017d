package import Notation

extension Optimizer {
  /// Weight decay for parameters of two or more dimensions only.
  ///
  /// Biases and the scales of normalization layers are vectors. Decaying them limits what a layer
  /// can express without limiting the size of its function. For vectors, the base's `weightDecay`
  /// is 0, whether it is decoupled or a penalty, scheduled or not. For all other parameters,
  /// embeddings included, it is unchanged.
  ///
  /// Source: common practice, such as in GPT-3 (Brown et al., 2020) and in nanoGPT's
  /// `configure_optimizers`, which decays parameters of two or more dimensions.
  public func decayingMatrices() -> Optimizer { Optimizer(DecayingMatrices(self)) }
}

/// The rule of `decayingMatrices`.
package struct DecayingMatrices: RuleModifier {
  /// The optimizer that makes the steps.
  package var inner: Optimizer

  /// `inner`, decaying matrices only.
  package init(_ inner: Optimizer) { self.inner = inner }

  /// Runs the base, without decay where there are fewer than two dimensions.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let step = step.regrouped { index, group in
      if step.parameters[index].shape.sizes.count < 2 { group.hyperparameters["weightDecay"] = 0 }
    }
    try runBase(step)
  }
}

extension DecayingMatrices {
  /// `decayingMatrices`.
  package static let word = NotationWord(
    "decayingMatrices", summary: "no weight decay for biases and norms",
    formula: "weight decay for parameters of two dimensions or more only",
    purpose: "no decay on biases and norms", source: "Brown et al. 2020; nanoGPT")
  /// None of its own.
  package static var hyperparameters: NotationParameters<DecayingMatrices> { [] }
  /// The base needs a weight decay.
  package var conflict: OptimizerError? {
    inner.rule.schedulableNames.contains("weightDecay")
      ? nil
      : OptimizerError(
        "the base of decayingMatrices", "a rule with weightDecay", received: "\(inner)")
  }
  /// The base's for matrices.
  package func decoupledDecay(of parameter: ParameterShape) -> Double {
    parameter.sizes.count < 2 ? 0 : inner.rule.decoupledDecay(of: parameter)
  }
}
