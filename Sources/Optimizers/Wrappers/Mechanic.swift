extension Optimizer {
  /// This optimizer with a scale of its steps that is learned from them; see ``Mechanic``.
  public func mechanic(
    weightDecay: Double = 0.01, initial: Double = 1e-6, epsilon: Double = 1e-8, betas: Int = 6
  ) -> Optimizer {
    var rule = Mechanic(self)
    (rule.weightDecay, rule.initial) = (weightDecay, initial)
    (rule.epsilon, rule.betas) = (epsilon, betas)
    return Optimizer(rule)
  }
}

/// Mechanic: learns by how much the sum of all steps of another rule is to be scaled.
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
/// where u is what the base adds to the parameters at this step, with the learning rate that it is
/// given: 1 unless one wants another, as only its schedule matters; sᵢ starts at ``initial``, and λ is
/// ``weightDecay``, which is not that of the base. S, h and the norms are of all parameters together.
/// A step whose h is not finite leaves the scales. Bases that depend on how far they came, such as
/// LARS or LAMB, do not fit.
///
/// Groups: S is one factor, and the groups' rates go to the base as they are. A frozen group (rate 0)
/// neither moves nor is measured. What another modifier changes between two steps moves p₀ along.
///
/// Source: Cutkosky, Defazio & Mehta, *Mechanic*, 2023, algorithm 1
/// (<https://arxiv.org/abs/2306.00144>), as `optax.contrib.mechanize` has it, with its clamp. Δ is kept,
/// where optax recovers it from p − p₀: in float32, and with S as small as at first, that is
/// rounding only. The factor S/(S + ε) is what that recovery amounts to. ‖p‖ is that after the last step. The authors'
/// `mechanic-pytorch` starts at s = 0, does not clamp, and decays from the parameters after the step.
public struct Mechanic: RuleModifier {
  /// What it changes.
  public var inner: Optimizer
  /// λ, at least 0.
  public var weightDecay = 0.01
  /// What every scale starts at, positive.
  public var initial = 1e-6
  /// ε, positive, so that nothing is divided by 0.
  public var epsilon = 1e-8
  /// n, the number of scales, at least 1; each forgets ten times as slowly as the one before.
  public var betas = 6

  /// Six scales with the authors' constants.
  public init(_ inner: Optimizer) { self.inner = inner }

  /// A sweep that measures, the base, and a sweep that scales.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let own = step.beyond(inner)
    guard let moving = MovingGroups(own) else { return try runBase(step) }
    var scales = MechanicScales(own, betas: betas)
    let old = scales.total
    let (kept, size) = (old / (old + epsilon), own.number(4 * betas))
    let sums = moving.step.sweep(
      MechanicMeasure.self, slots: 0..<2, group: step.groups.map { _ in old })
    let penalty =
      weightDecay * old * moving.total(of: sums, \.third).squareRoot() / (size + epsilon)
    let along = moving.total(of: sums, \.first) + penalty * moving.total(of: sums, \.second)
    scales.learn(-kept * along, initial: initial, epsilon: epsilon)
    try runBase(step)
    let move = MechanicMove.Coefficients(old: old, new: scales.total, kept: kept)
    let sizes = moving.step.sweep(
      MechanicMove.self, slots: 0..<2, group: step.groups.map { _ in move })
    scales.store(in: own)
    step.report(usedRate: scales.total * (step.state.usedRate ?? moving.rate))
    let length = moving.total(of: sizes, \.first).squareRoot()
    if length.isFinite { own.setNumber(4 * betas, length) }
  }
}

extension Mechanic {
  /// `mechanic`.
  public static var word: String { "mechanic" }
  /// One sentence for lists.
  public static var summary: String { "learns the scale of another rule's steps" }
  /// The rule in short, for lists.
  public static var formula: String {
    "p = p₀ + s·Σ base's steps;  s learned from ⟨g, p − p₀⟩"
  }
  /// What it is for.
  public static var purpose: String {
    "finds the factor on the base's rate"
  }
  /// Where it comes from.
  public static var source: String { "Cutkosky et al. 2023; optax" }
  /// 1: only the rate's course matters.
  public var typicalRate: Double { 1 }
  /// Yes.
  public var findsRate: Bool { true }
  /// p₀ and Δ.
  public func ownSlots(of parameter: ParameterShape) -> [Slot] {
    [Slot("start", isExact: true), Slot("sum", isExact: true)]
  }
  /// s, r, m and v of every scale, and ‖p‖ after the last step.
  public var ownNumbers: [StateNumber] {
    MechanicScales.numbers(betas, initial: initial) + [StateNumber("size")]
  }
  /// What is evaluated must be what is changed here.
  public var conflict: OptimizerError? {
    guard inner.hasEvaluationParameters else { return nil }
    return OptimizerError(
      "the base of mechanic", "evaluated as it is trained, with averages taken outside",
      received: "\(inner)")
  }
  /// None is scheduled: `weightDecay` is the base's there.
  public static var hyperparameters: [RuleHyperparameter<Mechanic>] {
    [
      .notNegative("weightDecay", \.weightDecay) { _ in false },
      .positive("initial", \.initial) { _ in false },
      .positive("epsilon", \.epsilon) { _ in false },
      .whole("betas", \.betas, atLeast: 1, atMost: 16),
    ]
  }
}
