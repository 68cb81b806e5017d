package import Notation

extension Optimizer {
  /// Distance over gradients: SGD whose rate is the largest distance from the start over the root
  /// of all squared gradients.
  ///
  /// ```
  /// g ← g + λ·p
  /// r ← max(r, ‖p − p₀‖)        r₁ = initial·(1 + ‖p₀‖)
  /// G ← G + ‖g‖²                G₀ = ε
  /// p ← p − η·r/√G·g
  /// ```
  ///
  /// where η is the learning rate, here a factor on the rate that the rule finds: 1 by default, or
  /// a schedule; p₀ are the parameters before the first step and λ is `weightDecay`, an L2 penalty.
  /// r and G are of all parameters together. Only G makes the steps smaller, so evaluate with an
  /// average of the parameters, as in `dog.averaged(decay: 0.999)`.
  ///
  /// Groups: with η the largest rate, a group's step is the factor γ = η_group/η of the others',
  /// and distances and gradients are measured in the coordinates p/√γ, where all groups have one
  /// rate: ‖p − p₀‖² and ‖p₀‖² count 1/γ times, ‖g‖² γ times. A frozen group (rate 0) does not
  /// change and does not count in distances and norms. The authors' package keeps r and G for each
  /// group separately.
  ///
  /// Source: Ivgi, Hinder & Carmon, *DoG is SGD's Best Friend*, 2023, eq. 1
  /// (<https://arxiv.org/abs/2302.12022>), as in the package `dog-optimizer`. It is their variant
  /// with one rate for all parameters; L-DoG finds a rate for each layer.
  ///
  /// - Parameters:
  ///   - initial: The first distance, relative to 1 + ‖p₀‖, positive; 1e-4 suits models with batch
  ///     normalization.
  ///   - epsilon: ε, positive, so that gradients that were always 0 are not divided by 0.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func dog(
    initial: Double = 1e-6, epsilon: Double = 1e-8, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = DoG()
    (rule.initial, rule.epsilon, rule.weightDecay) = (initial, epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `dog`.
package struct DoG: NamedRule {
  package var initial = 1e-6
  package var epsilon = 1e-8
  package var weightDecay = 0.0

  /// The authors' constants.
  package init() {}

  static let distance = StateKey(0, "distance")
  static let squares = StateKey(1, "squares")

  /// One pass that measures, and one for the step.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    if step.count == 1 { step.rememberParameters(in: DistancePass.start) }
    guard let moving = MovingGroups(step) else { return }
    let penalties = step.groups.map { setting($0.hyperparameters).weightDecay }
    if step[Self.distance] == 0 {
      step[Self.distance] = initial * (1 + moving.parameterSquare().squareRoot())
    }
    let found = moving.measure(penalties: penalties)
    if found.distance.isFinite {
      step[Self.distance] = max(step[Self.distance], found.distance.squareRoot())
    }
    if found.gradient.isFinite { step[Self.squares] = step[Self.squares] + found.gradient }
    let size = (step[Self.squares] + setting(step.groups[moving.leading].hyperparameters).epsilon)
      .squareRoot()
    let rate = moving.rate * step[Self.distance] / size
    step.report(effectiveRate: rate)
    moving.descend(rate, penalties: penalties)
  }
}

extension DoG {
  /// `dog`.
  package static let word = NotationWord(
    "dog", summary: "SGD whose rate is the distance moved over all gradients",
    formula: """
      r ← max(r, ‖p − p₀‖),  G ← G + ‖g‖²
      p ← p − η·r/√G·g
      """,
    purpose: "no rate to choose, for fine-tuning; evaluate an average: dog().averaged()",
    source: "Ivgi et al. 2023; dog-optimizer")
  /// 1: the rate is a factor.
  package var typicalRate: Double { 1 }
  /// Yes.
  package var findsRate: Bool { true }
  /// Yes: the distance begins small, and the sum of gradients grows.
  package var keepsRate: Bool { true }
  /// p₀.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    [Slot(DistancePass.start, isExact: true)]
  }
  /// r, which is 0 until there is a first step, and G without ε.
  package var numbers: [StateNumber] { [StateNumber(Self.distance), StateNumber(Self.squares)] }
  /// The first distance belongs to the start and stays.
  package static var hyperparameters: NotationParameters<DoG> {
    [
      .positive("initial", \.initial) { _ in false }, .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
