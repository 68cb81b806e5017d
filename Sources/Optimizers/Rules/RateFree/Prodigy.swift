package import Notation

extension Optimizer {
  /// Prodigy: Adam whose rate is an estimate d of the distance from the start to a solution.
  ///
  /// ```
  /// α ← d·η·c                     c = √(1 − β₂ᵗ)/(1 − β₁ᵗ) with biasCorrection, else 1
  /// r ← β₃·r + d/d₀·α·⟨g, p₀ − p⟩
  /// s ← β₃·s + d/d₀·α·g           with safeguardWarmup, d in α's place
  /// m ← β₁·m + (1 − β₁)·d·g
  /// v ← β₂·v + (1 − β₂)·d²·g²
  /// d̂ = coefficient · r/‖s‖₁
  /// d ← min(max(d̂₁ … d̂ₜ, d₀), growth·d)     the first time also max(d, d̂) in place of d
  /// p ← p − α·λ·p − α·m/(√v + d·ε)
  /// ```
  ///
  /// where η is the learning rate, here a factor on the rate that the rule finds: 1 by default, or
  /// a schedule; d₀ `initial`, p₀ the parameters before the first step, and λ `weightDecay`
  /// (without `decoupled` an L2 penalty, g ← g + λ·p). r, d and ‖s‖₁ are of all parameters
  /// together. ⟨g, p₀ − p⟩ gives a lower bound of the distance to a solution, and d only grows. If
  /// all gradients are 0, nothing changes.
  ///
  /// Groups: with η the largest rate, a group's step is the factor γ = η_group/η of the others',
  /// and its part of ‖s‖₁ counts γ times. That is Prodigy itself in the coordinates p/γ, where all
  /// groups have one rate: the distance of a group is γ·d. A frozen group (rate 0) does not change
  /// and does not count in distances and norms. The authors' package refuses rates that differ, and
  /// decays frozen parameters; with one rate it gives the same result. The hyperparameters that all
  /// groups share (β₃, coefficient, growth) are those of the first group.
  ///
  /// Source: Mishchenko & Defazio, *Prodigy*, 2024, algorithm 4
  /// (<https://arxiv.org/abs/2306.06101>), as in their package `prodigyopt`.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1; with 0 there is no slot for a mean of the gradient.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - beta3: β₃, in 0 ..< 1; nil for √β₂.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  ///   - decoupled: Whether the decay shrinks the parameter directly, and is not added to the
  ///     gradient.
  ///   - initial: d₀, positive, and far below the distance to a solution. Too small only costs
  ///     steps; too large fails.
  ///   - coefficient: The factor on the estimate, positive.
  ///   - growth: The factor by which d may grow from one step to the next, at least 1; infinity for
  ///     no limit.
  ///   - biasCorrection: Whether Adam's bias corrections are made.
  ///   - safeguardWarmup: Whether ‖s‖₁ ignores the factor η, so that small factors in a warm-up do
  ///     not make d too large.
  /// - Precondition: every number is in its range.
  public static func prodigy(
    beta1: Double = 0.9, beta2: Double = 0.999, beta3: Double? = nil, epsilon: Double = 1e-8,
    weightDecay: Double = 0, decoupled: Bool = true, initial: Double = 1e-6,
    coefficient: Double = 1, growth: Double = .infinity, biasCorrection: Bool = false,
    safeguardWarmup: Bool = false
  ) -> Optimizer {
    var rule = Prodigy()
    (rule.beta1, rule.beta2, rule.beta3, rule.epsilon) = (beta1, beta2, beta3, epsilon)
    (rule.weightDecay, rule.decoupled, rule.initial) = (weightDecay, decoupled, initial)
    (rule.coefficient, rule.growth) = (coefficient, growth)
    (rule.biasCorrection, rule.safeguardWarmup) = (biasCorrection, safeguardWarmup)
    return Optimizer(rule)
  }
}

/// The rule of `prodigy`.
package struct Prodigy: NamedRule {
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var beta3: Double?
  package var epsilon = 1e-8
  package var weightDecay = 0.0
  package var decoupled = true
  package var initial = 1e-6
  package var coefficient = 1.0
  package var growth = Double.infinity
  package var biasCorrection = false
  package var safeguardWarmup = false

  /// The authors' constants.
  package init() {}

  static let distance = StateKey(0, "distance")
  static let largest = StateKey(1, "largest")
  static let numerator = StateKey(2, "numerator")

  /// One pass for the estimate, and one for the step.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    if step.count == 1 { step.rememberParameters(in: ProdigyEstimate.start) }
    guard let moving = MovingGroups(step) else { return }
    let rules = step.groups.map { setting($0.hyperparameters) }
    let shared = rules[moving.leading]
    let old = step[Self.distance]
    let correction =
      biasCorrection
      ? (1 - power(shared.beta2, step.count)).squareRoot() / (1 - power(shared.beta1, step.count))
      : 1
    let rate = old * moving.rate * correction
    step.report(effectiveRate: rate)
    let hasMean = beta1 > 0
    let means = hasMean ? [ProdigyEstimate.mean] : []
    let estimates = rules.map { rule in
      ProdigyEstimate.Coefficients(
        beta1: rule.beta1, beta2: rule.beta2, beta3: shared.keptOfSum,
        meanTaken: old * (1 - rule.beta1), squareTaken: old * old * (1 - rule.beta2),
        sumTaken: old / initial * (safeguardWarmup ? old : rate),
        penalty: decoupled ? 0 : rule.weightDecay)
    }
    let sums = moving.step.apply(
      ProdigyEstimate.self,
      slots: [ProdigyEstimate.start, ProdigyEstimate.sum, ProdigyEstimate.square] + means,
      group: estimates)
    let size = moving.total(of: sums, ProdigyEstimate.sumNorm) { $0 }
    guard size > 0 else { return }

    let gain = old / initial * rate * moving.total(of: sums, ProdigyEstimate.gain)
    shared.estimate(step, gain: gain, size: size)
    let distance = step[Self.distance]
    let moves = rules.indices.map { group in
      let (rule, own) = (rules[group], rate * moving.fractions[group])
      return ProdigyStep.Coefficients(
        rate: own, lost: decoupled ? own * rule.weightDecay : 0, epsilon: distance * rule.epsilon,
        distance: distance, penalty: decoupled ? 0 : rule.weightDecay, hasMean: hasMean)
    }
    moving.step.apply(ProdigyStep.self, slots: [ProdigyEstimate.square] + means, group: moves)
  }

  /// d from what this step adds to r, and ‖s‖₁.
  private func estimate<Scalar: OptimizerScalar>(_ step: Step<Scalar>, gain: Double, size: Double) {
    let numerator = keptOfSum * step[Self.numerator] + gain
    let found = coefficient * numerator / size
    // A sum that overflowed says nothing about the distance.
    guard numerator.isFinite, found.isFinite else { return }
    var distance = step[Self.distance]
    if distance == initial { distance = max(distance, found) }
    let largest = max(step[Self.largest], found)
    step[Self.distance] = min(largest, distance * growth)
    step[Self.largest] = largest
    step[Self.numerator] = numerator
  }

  private var keptOfSum: Double { beta3 ?? beta2.squareRoot() }
}

extension Prodigy {
  /// `prodigy`.
  package static let word = NotationWord(
    "prodigy", summary: "Adam whose rate is the distance it finds to a solution",
    formula: """
      d grows with ⟨g, p₀ − p⟩/‖s‖₁
      p ← p − η·d·Adam's step with d·g
      """,
    purpose: "no rate to choose: η is a factor, 1", source: "Mishchenko & Defazio 2024; prodigyopt")
  /// 1: the rate is a factor.
  package var typicalRate: Double { 1 }
  /// Yes.
  package var findsRate: Bool { true }
  /// p₀, s, v, and m unless β₁ is 0; all in full, as p₀ must be.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    let keys = [ProdigyEstimate.start, ProdigyEstimate.sum, ProdigyEstimate.square]
    return (keys + (beta1 > 0 ? [ProdigyEstimate.mean] : [])).map { Slot($0, isExact: true) }
  }
  /// d, the largest estimate so far, and r.
  package var numbers: [StateNumber] {
    [
      StateNumber(Self.distance, initial: initial), StateNumber(Self.largest, initial: initial),
      StateNumber(Self.numerator),
    ]
  }
  /// d₀ belongs to the start and stays.
  package static var hyperparameters: NotationParameters<Prodigy> {
    [
      .share("beta1", \.beta1) { $0.beta1 > 0 }, .share("beta2", \.beta2),
      .numberOrNone("beta3", \.beta3, .share, otherwise: "√beta2"), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("decoupled", \.decoupled),
      .positive("initial", \.initial) { _ in false }, .positive("coefficient", \.coefficient),
      .number("growth", \.growth, .growth),
      .flag("biasCorrection", \.biasCorrection), .flag("safeguardWarmup", \.safeguardWarmup),
    ]
  }
}
