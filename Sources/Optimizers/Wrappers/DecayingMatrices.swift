extension Optimizer {
  /// Weight decay for parameters of two or more dimensions only.
  ///
  /// Biases, and the scales of normalizations, are vectors: to pull them to 0 limits what a layer
  /// can say without limiting its function's size. The base's `weightDecay`, decoupled or a
  /// penalty, scheduled or not, is 0 for them and unchanged for all others, embeddings included.
  ///
  /// Source: the habit of Loshchilov & Hutter's successors, such as GPT-3's recipe (Brown et al.,
  /// 2020) and nanoGPT's `configure_optimizers`, which decays what has two or more dimensions.
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
  package static var word: String { "decayingMatrices" }
  /// One sentence for lists.
  package static var summary: String { "no weight decay for biases and norms" }
  /// The rule in short, for lists.
  package static var formula: String {
    "weight decay for parameters of two dimensions or more only"
  }
  /// What it is for.
  package static var purpose: String {
    "no decay on biases and norms"
  }
  /// Where it comes from.
  package static var source: String { "Brown et al. 2020; nanoGPT" }
  /// None of its own.
  package static var hyperparameters: [RuleHyperparameter<DecayingMatrices>] { [] }
  /// The base needs a weight decay.
  package var conflict: OptimizerError? {
    inner.rule.schedulableNames.contains("weightDecay")
      ? nil : OptimizerError("the optimizer", "one with a weightDecay", received: "\(inner)")
  }
  /// The base's for matrices.
  package func decoupledDecay(of parameter: ParameterShape) -> Double {
    parameter.sizes.count < 2 ? 0 : inner.rule.decoupledDecay(of: parameter)
  }
}
