package import Notation

extension Optimizer {
  /// Distance over weighted gradients: `dog` in which a gradient counts by the distance at its
  /// step.
  ///
  /// ```
  /// g ← g + λ·p
  /// r² ← max(r², ‖p − p₀‖²)     r²₀ = initial
  /// V ← V + r²·‖g‖²
  /// p ← p − η·r²/(√V + ε)·g
  /// ```
  ///
  /// where η is the learning rate, here a factor on the rate that the rule finds: 1 by default, or
  /// a schedule; p₀ are the parameters before the first step and λ is `weightDecay`, an L2 penalty.
  /// Early gradients, taken close to the start, have little weight, so steps become larger than
  /// those of `dog`. Groups are treated as there: rates are factors, and distances and norms are
  /// measured in coordinates with one rate.
  ///
  /// Source: Khaled, Mishchenko & Jin, *DoWG Unleashed*, 2023, algorithm 1
  /// (<https://arxiv.org/abs/2305.16284>). ε is not in the paper; it is that of the authors' code
  /// and of `optax.contrib.dowg`.
  ///
  /// - Parameters:
  ///   - initial: The first squared distance, positive.
  ///   - epsilon: ε, positive, so that gradients that were always 0 are not divided by 0.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func dowg(
    initial: Double = 1e-4, epsilon: Double = 1e-4, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = DoWG()
    (rule.initial, rule.epsilon, rule.weightDecay) = (initial, epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `dowg`.
package struct DoWG: NamedRule {
  package var initial = 1e-4
  package var epsilon = 1e-4
  package var weightDecay = 0.0

  /// The authors' constants.
  package init() {}

  static let squaredDistance = StateKey(0, "squaredDistance")
  static let weightedSquares = StateKey(1, "weightedSquares")

  /// One pass that measures, and one for the step.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    if step.count == 1 { step.rememberParameters(in: DistancePass.start) }
    guard let moving = MovingGroups(step) else { return }
    let penalties = step.groups.map { setting($0.hyperparameters).weightDecay }
    let found = moving.measure(penalties: penalties)
    if found.distance.isFinite {
      step[Self.squaredDistance] = max(step[Self.squaredDistance], found.distance)
    }
    let weighted = step[Self.weightedSquares] + step[Self.squaredDistance] * found.gradient
    if weighted.isFinite { step[Self.weightedSquares] = weighted }
    let size =
      step[Self.weightedSquares].squareRoot()
      + setting(step.groups[moving.leading].hyperparameters).epsilon
    let rate = moving.rate * step[Self.squaredDistance] / size
    step.report(effectiveRate: rate)
    moving.descend(rate, penalties: penalties)
  }
}

extension DoWG {
  /// `dowg`.
  package static let word = NotationWord(
    "dowg", summary: "DoG with gradients weighed by the distance at their step",
    formula: """
      r ← max(r, ‖p − p₀‖),  G ← G + r²·‖g‖²
      p ← p − η·r²/√G·g
      """,
    purpose: "no rate to choose, a little bolder than dog", source: "Khaled et al. 2023; optax")
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
  /// r² and V.
  package var numbers: [StateNumber] {
    [StateNumber(Self.squaredDistance, initial: initial), StateNumber(Self.weightedSquares)]
  }
  /// The first distance belongs to the start and stays.
  package static var hyperparameters: NotationParameters<DoWG> {
    [
      .positive("initial", \.initial) { _ in false }, .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
