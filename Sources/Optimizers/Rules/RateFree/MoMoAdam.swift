package import Notation

extension Optimizer {
  /// MoMo-Adam: Adam whose steps end where a linear model of the loss reaches a lower bound.
  ///
  /// ```
  /// f ← β₁·f + (1 − β₁)·loss,  d ← β₁·d + (1 − β₁)·g,  c ← β₁·c + (1 − β₁)·⟨g, p⟩
  /// v ← β₂·v + (1 − β₂)·g²,  D = √(v/(1 − β₂ᵗ)) + ε
  /// τ = min(η/ρ, max(0, (1 + η·λ)·(f − ρ·f* − c) + ⟨d, p⟩)/⟨d, d/D⟩)      ρ = 1 − β₁ᵗ
  /// p ← (p − τ·d/D)/(1 + η·λ)
  /// ```
  ///
  /// where η is the learning rate, here a limit on the step, f* `lowerBound` and λ `weightDecay`;
  /// without `proximal` the last line is that of `adamw`, p ← (1 − η·λ)·p − τ·d/D. If τ is at its
  /// limit, the step is Adam's. A step needs the loss that its gradients are of. Groups are treated
  /// as in `momo`, with ⟨d, d/D⟩ in place of ‖d‖².
  ///
  /// Source: Schaipp, Ohana, Eickenberg, Defazio & Gower, *MoMo*, 2024, algorithm 2
  /// (<https://arxiv.org/abs/2305.07583>), as in the package `momo-opt` with a known bound
  /// (`use_fstar=False`).
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - lowerBound: f*, a lower bound of the loss; 0 for most losses.
  ///   - weightDecay: λ, at least 0.
  ///   - proximal: Whether the decay divides the new parameter. If not, it multiplies the old one,
  ///     as in `adamw`.
  /// - Precondition: every number is in its range.
  public static func momoAdam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, lowerBound: Double = 0,
    weightDecay: Double = 0, proximal: Bool = true
  ) -> Optimizer {
    var rule = MoMoAdam()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.lowerBound, rule.weightDecay, rule.proximal) = (lowerBound, weightDecay, proximal)
    return Optimizer(rule)
  }
}

/// The rule of `momoAdam`.
package struct MoMoAdam: NamedRule {
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var lowerBound = 0.0
  package var weightDecay = 0.0
  package var proximal = true

  /// The authors' constants.
  package init() {}

  /// One pass that measures, and one for the step.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    guard let moving = MovingGroups(step), let loss = step.loss else { return }
    let rules = step.groups.map { setting($0.hyperparameters) }
    let shared = rules[moving.leading]
    let count = moving.counted(in: PolyakModel<Scalar>.moves)
    let model = PolyakModel(
      moving, decays: rules.map(\.weightDecay), beta: shared.beta1,
      correction: 1 - power(shared.beta1, count))
    func coefficients(_ group: Int, size: Double) -> MoMoAdamMean.Coefficients {
      let rule = rules[group]
      return MoMoAdamMean.Coefficients(
        beta1: rule.beta1, beta2: rule.beta2, epsilon: rule.epsilon,
        rootCorrection: 1 / (1 - power(rule.beta2, count)).squareRoot(),
        rate: size * moving.fractions[group],
        kept: proximal
          ? 1 : 1 - moving.rate * moving.fractions[group] * rule.weightDecay,
        stretch: proximal ? model.stretches[group] : 1)
    }
    let sums = moving.step.apply(
      MoMoAdamMean.self, slots: [MoMoAdamMean.mean, MoMoAdamMean.square],
      group: rules.indices.map { coefficients($0, size: 0) })
    let size = model.size(loss: loss, lowerBound: shared.lowerBound, sums)
    step.report(effectiveRate: size)
    moving.step.apply(
      MoMoAdamStep.self, slots: [MoMoAdamMean.mean, MoMoAdamMean.square],
      group: rules.indices.map { coefficients($0, size: size) })
  }
}

extension MoMoAdam {
  /// `momoAdam`.
  package static let word = NotationWord(
    "momoAdam", summary: "Adam whose steps stop at a lower bound of the loss",
    formula: "as momo, with lengths measured by Adam's √v̂ + ε",
    purpose: "adamw that forgives a rate given too high", source: "Schaipp et al. 2024; momo-opt")
  /// 0.01, as a limit.
  package var typicalRate: Double { 1e-2 }
  /// Yes.
  package var needsLoss: Bool { true }
  /// λ, unless it divides.
  package func decoupledDecay(of parameter: ParameterShape) -> Double { proximal ? 0 : weightDecay }
  /// d and v.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    [Slot(MoMoAdamMean.mean), Slot(MoMoAdamMean.square)]
  }
  /// f and c.
  package var numbers: [StateNumber] { PolyakModel<Double>.numbers }
  /// A bias correction uses the β of its step.
  package static var hyperparameters: NotationParameters<MoMoAdam> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .number("lowerBound", \.lowerBound, .finite),
      .notNegative("weightDecay", \.weightDecay), .flag("proximal", \.proximal),
    ]
  }
}
