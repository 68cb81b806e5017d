extension Optimizer {
  /// SGD whose rate is distance over gradients; see ``DoG``.
  public static func dog(
    initial: Double = 1e-6, epsilon: Double = 1e-8, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = DoG()
    (rule.initial, rule.epsilon, rule.weightDecay) = (initial, epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// Distance over gradients: SGD whose rate is the largest distance from the start over the root of
/// all squared gradients.
///
/// ```
/// g ← g + λ·p
/// r ← max(r, ‖p − p₀‖)        r₁ = initial·(1 + ‖p₀‖)
/// G ← G + ‖g‖²                G₀ = ε
/// p ← p − η·r/√G·g
/// ```
///
/// where η is the learning rate, 1 unless one wants another and the place of a schedule; p₀ are the
/// parameters before the first step and λ is ``weightDecay``, an L2 penalty. r and G are of all
/// parameters together. Nothing decays the steps but G, so that an average of the parameters, as of
/// `dog.averaged(decay: 0.999)`, is what to evaluate with.
///
/// Groups: with η the largest rate, a group's step is the factor γ = η_group/η of the others', and
/// distances and gradients are measured in the coordinates p/√γ, where all groups have one rate:
/// ‖p − p₀‖² and ‖p₀‖² count 1/γ times, ‖g‖² γ times. A frozen group (rate 0) neither moves nor is
/// measured. The authors' package instead keeps r and G for each group by itself.
///
/// Source: Ivgi, Hinder & Carmon, *DoG is SGD's Best Friend*, 2023, eq. 1
/// (<https://arxiv.org/abs/2302.12022>), as the package `dog-optimizer` has it. Their variant L-DoG,
/// a rate for each layer, is not here.
public struct DoG: NamedRule {
  /// The first distance relative to 1 + ‖p₀‖, positive; 1e-4 suits a model with batch normalization.
  public var initial = 1e-6
  /// ε, positive, so that gradients that were always 0 divide nothing by 0.
  public var epsilon = 1e-8
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// The authors' constants.
  public init() {}

  /// One sweep that measures, and one that moves.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    if step.count == 1 { step.rememberParameters(in: 0) }
    guard let moving = MovingGroups(step) else { return }
    let penalties = step.groups.map { setting($0.hyperparameters).weightDecay }
    if step.number(0) == 0 {
      step.setNumber(0, initial * (1 + moving.parameterSquare().squareRoot()))
    }
    let found = moving.measure(penalties: penalties)
    if found.distance.isFinite {
      step.setNumber(0, max(step.number(0), found.distance.squareRoot()))
    }
    if found.gradient.isFinite { step.setNumber(1, step.number(1) + found.gradient) }
    let size = (step.number(1) + setting(step.groups[moving.leading].hyperparameters).epsilon)
      .squareRoot()
    let rate = moving.rate * step.number(0) / size
    step.report(usedRate: rate)
    moving.descend(rate, penalties: penalties)
  }
}

extension DoG {
  /// `dog`.
  public static var word: String { "dog" }
  /// One sentence for lists.
  public static var summary: String { "SGD whose rate is the distance moved over all gradients" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    r ← max(r, ‖p − p₀‖),  G ← G + ‖g‖²
    p ← p − η·r/√G·g
    """
  }
  /// What it is for.
  public static var purpose: String {
    "no rate to choose, for fine-tuning; evaluate an average: dog().averaged()"
  }
  /// Where it comes from.
  public static var source: String { "Ivgi et al. 2023; dog-optimizer" }
  /// 1: the rate is a factor.
  public var typicalRate: Double { 1 }
  /// Yes.
  public var findsRate: Bool { true }
  /// Yes: the distance begins small, and the sum of gradients grows.
  public var keepsRate: Bool { true }
  /// p₀.
  public func slots(of parameter: ParameterShape) -> [Slot] { [Slot("start", isExact: true)] }
  /// r, which is 0 until there is a first step, and G without ε.
  public var numbers: [StateNumber] { [StateNumber("distance"), StateNumber("squares")] }
  /// The first distance belongs to the start and stays.
  public static var hyperparameters: [RuleHyperparameter<DoG>] {
    [
      .positive("initial", \.initial) { _ in false }, .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
