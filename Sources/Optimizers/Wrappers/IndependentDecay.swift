package import Notation

extension Optimizer {
  /// A decoupled weight decay that follows the shape of the schedule, but does not depend on the
  /// peak rate.
  ///
  /// ```
  /// p ← p − η(t)·λ·p            decoupled rules without it
  /// p ← p − η(t)/η_peak·λ·p     with this
  /// ```
  ///
  /// in addition to the step, where η(t) is the rate of the parameter's group, changed by
  /// controllers and acts, and η_peak the largest value of its schedule in this plan. At the peak
  /// each step shrinks the parameter by λ, for any peak: tuning the rate does not change the decay.
  /// λ is then about the peak rate times the usual λ, such as 1e-4.
  ///
  /// If a step is made without a plan, and so without a peak, the rate counts as its own peak.
  ///
  /// Source: Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, 2019, algorithm 2, whose
  /// schedule multiplier is separate from the rate (<https://arxiv.org/abs/1711.05101>); Wortsman
  /// et al., *Small-scale proxies for large-scale Transformer training instabilities*, 2023,
  /// section 3.2.2 (<https://arxiv.org/abs/2309.14322>). PyTorch's `AdamW` multiplies λ by the
  /// rate.
  public func independentDecay() -> Optimizer { Optimizer(IndependentDecay(self)) }
}

/// The rule of `independentDecay`.
package struct IndependentDecay: RuleModifier {
  /// The optimizer whose decay is changed.
  package var inner: Optimizer

  /// `inner`, with its decay independent of the peak rate.
  package init(_ inner: Optimizer) { self.inner = inner }

  /// Runs the base with λ/η_peak in the place of λ.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    try runBase(
      step.regrouped { index, group in
        let rule = inner.rule.setting(group.hyperparameters)
        let decay = rule.decoupledDecay(of: step.parameters[index].shape)
        let peak = group.peakRate ?? group.learningRate
        if decay != 0, peak > 0 { group.hyperparameters["weightDecay"] = decay / peak }
      })
  }
}

extension IndependentDecay {
  /// `independentDecay`.
  package static let word = NotationWord(
    "independentDecay", summary: "weight decay that does not change with the peak rate",
    formula: "p ← p − η(t)/η_peak·λ·p beside the base's step",
    purpose: "tune the rate without changing the decay",
    source: "Loshchilov & Hutter 2019; Wortsman et al. 2023")
  /// None of its own.
  package static var hyperparameters: NotationParameters<IndependentDecay> { [] }
  /// The base must have a decay beside its step.
  package var conflict: OptimizerError? {
    let shapes = [[2], [2, 2]].map { ParameterShape("weight", $0) }
    let isDecoupled =
      inner.rule.schedulableNames.contains("weightDecay")
      && shapes.contains {
        inner.rule.setting(["weightDecay": 1]).decoupledDecay(of: $0) != 0
      }
    guard !isDecoupled else { return nil }
    return OptimizerError(
      "the base of independentDecay", "a rule with a weight decay beside its step, such as adamw",
      received: "\(inner)")
  }
}
