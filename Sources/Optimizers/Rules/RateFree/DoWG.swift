extension Optimizer {
  /// SGD whose rate is distance over weighted gradients; see ``DoWG``.
  public static func dowg(
    initial: Double = 1e-4, epsilon: Double = 1e-4, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = DoWG()
    (rule.initial, rule.epsilon, rule.weightDecay) = (initial, epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// Distance over weighted gradients: ``DoG`` in which a gradient counts by the distance at its step.
///
/// ```
/// g ← g + λ·p
/// r² ← max(r², ‖p − p₀‖²)     r²₀ = initial
/// V ← V + r²·‖g‖²
/// p ← p − η·r²/(√V + ε)·g
/// ```
///
/// where η is the learning rate, 1 unless one wants another and the place of a schedule; p₀ are the
/// parameters before the first step and λ is ``weightDecay``, an L2 penalty. Early gradients, taken
/// close to the start, weigh little, so that steps become larger than those of ``DoG``. Groups are
/// treated as there: rates are factors, and what is measured, is so in coordinates with one rate.
///
/// Source: Khaled, Mishchenko & Jin, *DoWG Unleashed*, 2023, algorithm 1
/// (<https://arxiv.org/abs/2305.16284>). ε is not in the paper; it is that of the authors' code and of
/// `optax.contrib.dowg`.
public struct DoWG: NamedRule {
  /// The first squared distance, positive.
  public var initial = 1e-4
  /// ε, positive, so that gradients that were always 0 divide nothing by 0.
  public var epsilon = 1e-4
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// The authors' constants.
  public init() {}

  /// One sweep that measures, and one that moves.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    if step.count == 1 { step.rememberParameters(in: 0) }
    guard let moving = MovingGroups(step) else { return }
    let penalties = step.groups.map { setting($0.hyperparameters).weightDecay }
    let found = moving.measure(penalties: penalties)
    if found.distance.isFinite { step.setNumber(0, max(step.number(0), found.distance)) }
    let weighted = step.number(1) + step.number(0) * found.gradient
    if weighted.isFinite { step.setNumber(1, weighted) }
    let size =
      step.number(1).squareRoot() + setting(step.groups[moving.leading].hyperparameters).epsilon
    let rate = moving.rate * step.number(0) / size
    step.report(usedRate: rate)
    moving.descend(rate, penalties: penalties)
  }
}

extension DoWG {
  /// `dowg`.
  public static var word: String { "dowg" }
  /// One sentence for lists.
  public static var summary: String { "DoG with gradients weighed by the distance at their step" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    r ← max(r, ‖p − p₀‖),  G ← G + r²·‖g‖²
    p ← p − η·r²/√G·g
    """
  }
  /// What it is for.
  public static var purpose: String {
    "no rate to choose, a little bolder than dog"
  }
  /// Where it comes from.
  public static var source: String { "Khaled et al. 2023; optax" }
  /// 1: the rate is a factor.
  public var typicalRate: Double { 1 }
  /// Yes.
  public var findsRate: Bool { true }
  /// Yes: the distance begins small, and the sum of gradients grows.
  public var keepsRate: Bool { true }
  /// p₀.
  public func slots(of parameter: ParameterShape) -> [Slot] { [Slot("start", isExact: true)] }
  /// r² and V.
  public var numbers: [StateNumber] {
    [StateNumber("squaredDistance", initial: initial), StateNumber("weightedSquares")]
  }
  /// The first distance belongs to the start and stays.
  public static var hyperparameters: [RuleHyperparameter<DoWG>] {
    [
      .positive("initial", \.initial) { _ in false }, .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
