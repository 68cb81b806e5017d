package import Notation

extension Optimizer {
  /// Mechanic: learns the scale of the sum of all steps of another rule.
  ///
  /// ```
  /// p = p₀ + S·Δ                                   S = Σ sᵢ, over i = 1 … n and βᵢ = 1 − 10⁻ⁱ
  /// Δ ← Δ·S/(S + ε)
  /// h = −⟨g + λ·S·‖g‖/(‖p‖ + ε)·p, Δ⟩
  /// rᵢ ← βᵢ·rᵢ + clamp(h, −mᵢ … mᵢ)·sᵢ
  /// mᵢ ← max(βᵢ·mᵢ, |h| + ε),  vᵢ ← βᵢ²·vᵢ + h²
  /// sᵢ ← (initial/n·mᵢ + max(0, rᵢ))/(√vᵢ + ε)
  /// Δ ← Δ + u,  p ← p₀ + S·Δ
  /// ```
  ///
  /// where u is the step of the base with its learning rate: 1 by default, since only its schedule
  /// matters; sᵢ starts at `initial`, and λ is `weightDecay`, in addition to that of the base. S, h
  /// and the norms are of all parameters together. A step whose h is not finite does not change the
  /// scales. Bases whose steps depend on the size of the parameters, such as LARS or LAMB, do not
  /// fit.
  ///
  /// Groups: S is one factor for all groups, and the base receives the groups' rates unchanged. A
  /// frozen group (rate 0) does not change and does not count in distances and norms. If another
  /// modifier changes the parameters between two steps, p₀ changes by the same amount.
  ///
  /// Source: Cutkosky, Defazio & Mehta, *Mechanic*, 2023, algorithm 1
  /// (<https://arxiv.org/abs/2306.00144>), as `optax.contrib.mechanize` has it, with its clamp. Δ
  /// is stored. optax computes it from p − p₀, which in float32 is only rounding error while S is
  /// small; the factor S/(S + ε) has the effect of that computation. ‖p‖ is the norm after the last
  /// step. The authors' `mechanic-pytorch` starts at s = 0, does not clamp, and decays from the
  /// parameters after the step.
  ///
  /// - Parameters:
  ///   - weightDecay: λ, at least 0.
  ///   - initial: The first value of every scale, positive.
  ///   - epsilon: ε, positive, so that nothing is divided by 0.
  ///   - betas: n, the number of scales, at least 1; the memory of each is ten times as long as
  ///     that of the one before.
  /// - Precondition: every number is in its range.
  public func mechanic(
    weightDecay: Double = 0.01, initial: Double = 1e-6, epsilon: Double = 1e-8, betas: Int = 6
  ) -> Optimizer {
    var rule = Mechanic(self)
    (rule.weightDecay, rule.initial) = (weightDecay, initial)
    (rule.epsilon, rule.betas) = (epsilon, betas)
    return Optimizer(rule)
  }
}

/// The rule of `mechanic`.
package struct Mechanic: RuleModifier {
  /// The optimizer that it changes.
  package var inner: Optimizer
  package var weightDecay = 0.01
  package var initial = 1e-6
  package var epsilon = 1e-8
  package var betas = 6

  /// Six scales with the authors' constants.
  package init(_ inner: Optimizer) { self.inner = inner }

  /// ‖p‖ after the last step, behind the numbers of the scales.
  private var norm: StateKey { StateKey(4 * betas, "size") }

  /// A pass for the sums, the base's step, and a pass that scales it.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let own = step.beyond(inner)
    guard let moving = MovingGroups(own) else { return try runBase(step) }
    var scales = MechanicScales(own, betas: betas)
    let old = scales.total
    let (kept, size) = (old / (old + epsilon), own[norm])
    let sums = moving.step.apply(
      MechanicMeasure.self, slots: [MechanicMeasure.start, MechanicMeasure.sum],
      group: step.groups.map { _ in old })
    let penalty =
      weightDecay * old * moving.total(of: sums, MechanicMeasure.gradientSquares).squareRoot()
      / (size + epsilon)
    let along =
      moving.total(of: sums, MechanicMeasure.gradientProduct) + penalty
      * moving.total(of: sums, MechanicMeasure.parameterProduct)
    scales.learn(-kept * along, initial: initial, epsilon: epsilon)
    try runBase(step)
    let move = MechanicStep.Coefficients(old: old, new: scales.total, kept: kept)
    let sizes = moving.step.apply(
      MechanicStep.self, slots: [MechanicMeasure.start, MechanicMeasure.sum],
      group: step.groups.map { _ in move })
    scales.store(in: own)
    step.report(effectiveRate: scales.total * (step.state.effectiveRate ?? moving.rate))
    let length = moving.total(of: sizes, MechanicStep.parameterSquares).squareRoot()
    if length.isFinite { own[norm] = length }
  }
}

extension Mechanic {
  /// `mechanic`.
  package static let word = NotationWord(
    "mechanic", summary: "learns the scale of another rule's steps",
    formula: "p = p₀ + s·Σ base's steps;  s learned from ⟨g, p − p₀⟩",
    purpose: "finds the factor on the base's rate", source: "Cutkosky et al. 2023; optax")
  /// 1: only the rate's course matters.
  package var typicalRate: Double { 1 }
  /// Yes.
  package var findsRate: Bool { true }
  /// p₀ and Δ.
  package func ownSlots(of parameter: ParameterShape) -> [Slot] {
    [Slot(MechanicMeasure.start, isExact: true), Slot(MechanicMeasure.sum, isExact: true)]
  }
  /// s, r, m and v of every scale, and ‖p‖ after the last step.
  package var ownNumbers: [StateNumber] {
    MechanicScales.numbers(betas, initial: initial) + [StateNumber(norm)]
  }
  /// A base that evaluates with other values would evaluate steps that this modifier changes.
  package var conflict: OptimizerError? {
    guard inner.hasEvaluationParameters else { return nil }
    return OptimizerError(
      "the base of mechanic", "evaluated as it is trained, with averages taken outside",
      received: "\(inner)")
  }
  /// None is scheduled: `weightDecay` is the base's there.
  package static var hyperparameters: NotationParameters<Mechanic> {
    [
      .notNegative("weightDecay", \.weightDecay) { _ in false },
      .positive("initial", \.initial) { _ in false },
      .positive("epsilon", \.epsilon) { _ in false },
      .whole("betas", \.betas, atLeast: 1, atMost: 16),
    ]
  }
}
