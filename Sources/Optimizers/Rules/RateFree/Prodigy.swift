extension Optimizer {
  /// Adam that finds its rate from the distance to the start; see ``Prodigy``.
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
/// where η is the learning rate, 1 unless one wants another and the place of a schedule; d₀
/// ``initial``, p₀ the parameters before the first step, and λ ``weightDecay`` (without ``decoupled``
/// an L2 penalty, g ← g + λ·p). r, d and ‖s‖₁ are of all parameters together. ⟨g, p₀ − p⟩ bounds
/// from below how far a solution is; d only grows. Gradients that are all 0 change nothing.
///
/// Groups: with η the largest rate, a group's step is the factor γ = η_group/η of the others', and its
/// part of ‖s‖₁ counts γ times. That is Prodigy itself in the coordinates p/γ, where all groups have
/// one rate: the distance of a group is γ·d. A frozen group (rate 0) neither moves nor is measured.
/// The authors' package refuses rates that differ, and decays frozen parameters; for one rate it gives
/// the same. What all groups share (β₃, coefficient, growth) is the first group's.
///
/// Source: Mishchenko & Defazio, *Prodigy*, 2024, algorithm 4
/// (<https://arxiv.org/abs/2306.06101>), as their package `prodigyopt` has it.
public struct Prodigy: NamedRule {
  /// β₁, in 0 ..< 1; with 0 no mean of the gradient is kept.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1.
  public var beta2 = 0.999
  /// β₃, in 0 ..< 1; nil for √β₂.
  public var beta3: Double?
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-8
  /// λ, at least 0.
  public var weightDecay = 0.0
  /// Whether the decay stays out of the means.
  public var decoupled = true
  /// d₀, positive and far below any distance; too large is the only wrong value.
  public var initial = 1e-6
  /// What the estimate is multiplied by, positive.
  public var coefficient = 1.0
  /// What d may be multiplied by from one step to the next, at least 1; infinity for no limit.
  public var growth = Double.infinity
  /// Whether Adam's bias corrections are made.
  public var biasCorrection = false
  /// Whether rates far below 1, as in a warm-up, are kept out of ‖s‖₁, so that d does not overshoot.
  public var safeguardWarmup = false

  /// The authors' constants.
  public init() {}

  /// One sweep for the estimate, and one that moves.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    if step.count == 1 { step.rememberParameters(in: 0) }
    guard let moving = MovingGroups(step) else { return }
    let rules = step.groups.map { setting($0.hyperparameters) }
    let shared = rules[moving.leading]
    let old = step.number(0)
    let correction =
      biasCorrection
      ? (1 - power(shared.beta2, step.count)).squareRoot() / (1 - power(shared.beta1, step.count))
      : 1
    let rate = old * moving.rate * correction
    step.report(usedRate: rate)
    let hasMean = beta1 > 0
    let estimates = rules.map { rule in
      ProdigyEstimate.Coefficients(
        beta1: rule.beta1, beta2: rule.beta2, beta3: shared.keptOfSum,
        meanTaken: old * (1 - rule.beta1), squareTaken: old * old * (1 - rule.beta2),
        sumTaken: old / initial * (safeguardWarmup ? old : rate),
        penalty: decoupled ? 0 : rule.weightDecay)
    }
    let sums = moving.step.sweep(
      ProdigyEstimate.self, slots: 0..<(hasMean ? 4 : 3), group: estimates)
    let size = moving.total(of: sums, \.second) { $0 }
    guard size > 0 else { return }

    let gain = old / initial * rate * moving.total(of: sums, \.first)
    shared.estimate(step, gain: gain, size: size)
    let distance = step.number(0)
    let moves = rules.indices.map { group in
      let (rule, own) = (rules[group], rate * moving.shares[group])
      return ProdigyMove.Coefficients(
        rate: own, lost: decoupled ? own * rule.weightDecay : 0, epsilon: distance * rule.epsilon,
        distance: distance, penalty: decoupled ? 0 : rule.weightDecay, hasMean: hasMean)
    }
    moving.step.sweep(ProdigyMove.self, slots: 2..<(hasMean ? 4 : 3), group: moves)
  }

  /// d from what this step adds to r, and ‖s‖₁.
  private func estimate<Scalar: OptimizerScalar>(_ step: Step<Scalar>, gain: Double, size: Double) {
    let numerator = keptOfSum * step.number(2) + gain
    let found = coefficient * numerator / size
    // A gradient that overflows tells nothing of the distance.
    guard numerator.isFinite, found.isFinite else { return }
    var distance = step.number(0)
    if distance == initial { distance = max(distance, found) }
    let largest = max(step.number(1), found)
    step.setNumber(0, min(largest, distance * growth))
    step.setNumber(1, largest)
    step.setNumber(2, numerator)
  }

  private var keptOfSum: Double { beta3 ?? beta2.squareRoot() }
}

extension Prodigy {
  /// `prodigy`.
  public static var word: String { "prodigy" }
  /// One sentence for lists.
  public static var summary: String { "Adam whose rate is the distance it finds to a solution" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    d grows with ⟨g, p₀ − p⟩/‖s‖₁
    p ← p − η·d·Adam's step with d·g
    """
  }
  /// What it is for.
  public static var purpose: String {
    "no rate to choose: η is a factor, 1"
  }
  /// Where it comes from.
  public static var source: String { "Mishchenko & Defazio 2024; prodigyopt" }
  /// 1: the rate is a factor.
  public var typicalRate: Double { 1 }
  /// Yes.
  public var findsRate: Bool { true }
  /// p₀, s, v, and m unless β₁ is 0; all in full, as p₀ must be.
  public func slots(of parameter: ParameterShape) -> [Slot] {
    (["start", "sum", "square"] + (beta1 > 0 ? ["mean"] : [])).map { Slot($0, isExact: true) }
  }
  /// d, the largest estimate so far, and r.
  public var numbers: [StateNumber] {
    [
      StateNumber("distance", initial: initial), StateNumber("largest", initial: initial),
      StateNumber("numerator"),
    ]
  }
  /// d₀ belongs to the start and stays.
  public static var hyperparameters: [RuleHyperparameter<Prodigy>] {
    [
      .share("beta1", \.beta1) { $0.beta1 > 0 }, .share("beta2", \.beta2),
      .optional("beta3", \.beta3, fault: OptimizerError.share), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("decoupled", \.decoupled),
      .positive("initial", \.initial) { _ in false }, .positive("coefficient", \.coefficient),
      .number("growth", \.growth, fault: OptimizerError.growth),
      .flag("biasCorrection", \.biasCorrection), .flag("safeguardWarmup", \.safeguardWarmup),
    ]
  }
}
