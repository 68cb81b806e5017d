extension Optimizer {
  /// A decoupled weight decay that does not change with the peak rate, only with the rate's course.
  ///
  /// ```
  /// p ← p − η(t)·λ·p            as decoupled rules have it
  /// p ← p − η(t)/η_peak·λ·p     with this
  /// ```
  ///
  /// beside the step, where η(t) is the rate of the parameter's group, with whatever controllers
  /// and acts make of it, and η_peak the largest value of the schedule that gives it, in this plan.
  /// At the peak each step shrinks the parameter by λ, whatever the peak is: tuning the rate does
  /// not change the decay, and λ is of the size of the rate times the usual one, such as 1e-4.
  ///
  /// Without a plan, in a single step of code that gives no peak, the rate counts as its own peak.
  ///
  /// Source: Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, 2019, algorithm 2, whose
  /// schedule multiplier is apart from the rate (<https://arxiv.org/abs/1711.05101>); Wortsman et
  /// al., *Small-scale proxies for large-scale Transformer training instabilities*, 2023, section
  /// 3.2.2 (<https://arxiv.org/abs/2309.14322>). PyTorch's `AdamW` multiplies λ by the rate.
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
  package static var word: String { "independentDecay" }
  /// One sentence for lists.
  package static var summary: String { "weight decay that does not change with the peak rate" }
  /// The rule in short, for lists.
  package static var formula: String { "p ← p − η(t)/η_peak·λ·p beside the base's step" }
  /// What it is for.
  package static var purpose: String { "tune the rate without changing the decay" }
  /// Where it comes from.
  package static var source: String { "Loshchilov & Hutter 2019; Wortsman et al. 2023" }
  /// None of its own.
  package static var hyperparameters: [RuleHyperparameter<IndependentDecay>] { [] }
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
