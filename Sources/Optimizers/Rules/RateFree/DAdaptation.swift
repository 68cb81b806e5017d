public import Notation

extension Optimizer {
  /// Adam or SGD that finds its rate from the distance to the start; see ``DAdaptation``.
  public static func dAdaptation(
    method: DAdaptation.Method = .adam, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, momentum: Double = 0, weightDecay: Double = 0, decoupled: Bool = false,
    initial: Double = 1e-6, growth: Double = .infinity, biasCorrection: Bool = false
  ) -> Optimizer {
    var rule = DAdaptation()
    (rule.method, rule.beta1, rule.beta2, rule.epsilon) = (method, beta1, beta2, epsilon)
    (rule.momentum, rule.weightDecay, rule.decoupled) = (momentum, weightDecay, decoupled)
    (rule.initial, rule.growth, rule.biasCorrection) = (initial, growth, biasCorrection)
    return Optimizer(rule)
  }
}

/// D-Adaptation: Adam or SGD whose rate is a lower bound d of the distance from start to solution.
///
/// ```
/// Adam   α ← d·η·c                  c = √(1 − β₂ᵗ)/(1 − β₁ᵗ) with biasCorrection, else 1
///        r ← √β₂·r + (1 − √β₂)·α·⟨g, s/(√v + ε)⟩
///        m ← β₁·m + (1 − β₁)·α·g,  v ← β₂·v + (1 − β₂)·g²,  s ← √β₂·s + (1 − √β₂)·α·g
///        d̂ = r/((1 − √β₂)·‖s‖₁)
///        p ← p − α·λ·p − m/(√v + ε)
/// SGD    α ← d·η/‖g₁‖
///        r ← r + α·⟨g, s⟩,  s ← s + α·g
///        d̂ = 2·r/‖s‖
///        p ← μ·p + (1 − μ)·(p₀ − s)
/// both   d ← max(d, min(d̂, growth·d))
/// ```
///
/// where η is the learning rate, 1 unless one wants another and the place of a schedule; d starts at
/// ``initial``, p₀ are the parameters before the first step, g₁ the first gradient that is not 0, μ
/// ``momentum``, and λ ``weightDecay``: an L2 penalty (g ← g + λ·p) unless ``decoupled``. r, d and the
/// norms are of all parameters together. Gradients that are all 0 change nothing.
///
/// Groups: with η the largest rate, a group's step is the factor γ = η_group/η of the others'. What is
/// measured, is so in the coordinates where all groups have one rate: with Adam ⟨·, ·⟩ and ‖s‖₁ count
/// γ times (the package's `layer_scale`), with SGD ⟨·, ·⟩, ‖s‖² and ‖g₁‖². A frozen group (rate 0)
/// neither moves nor is measured. The package refuses rates that differ.
///
/// Source: Defazio & Mishchenko, *Learning-Rate-Free Learning by D-Adaptation*, 2023, algorithms 4
/// and 5 (<https://arxiv.org/abs/2301.07733>), as their package `dadaptation` 3.2 has them.
/// ``Prodigy`` is their improvement of it.
public struct DAdaptation: NamedRule {
  /// What is adapted.
  public enum Method: String, CaseIterable, NotationValue, Sendable {
    /// Adam.
    case adam
    /// SGD by dual averaging, with momentum when asked for.
    case sgd
  }

  /// What is adapted.
  public var method = Method.adam
  /// Adam's β₁, in 0 ..< 1.
  public var beta1 = 0.9
  /// Adam's β₂, in 0 ..< 1.
  public var beta2 = 0.999
  /// Adam's ε, positive.
  public var epsilon = 1e-8
  /// SGD's μ, in 0 ..< 1.
  public var momentum = 0.0
  /// λ, at least 0.
  public var weightDecay = 0.0
  /// Whether Adam's decay stays out of its means.
  public var decoupled = false
  /// The d to start with, positive and far below any distance.
  public var initial = 1e-6
  /// What d may be multiplied by from one step to the next, at least 1; infinity for no limit.
  public var growth = Double.infinity
  /// Whether Adam's bias corrections are made.
  public var biasCorrection = false

  /// Adam with the authors' constants.
  public init() {}

  /// One step of the method.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    if method == .sgd, step.count == 1 { step.rememberParameters(in: 0) }
    guard let moving = MovingGroups(step) else { return }
    switch method {
    case .adam: runAdam(moving)
    case .sgd: runSGD(moving)
    }
  }

  /// Takes an estimate of d; one that is not finite tells nothing.
  func take<Scalar: OptimizerScalar>(_ found: Double, numerator: Double, _ step: Step<Scalar>) {
    guard found.isFinite, numerator.isFinite else { return }
    let distance = step.number(0)
    step.setNumber(0, max(distance, min(found, distance * growth)))
    step.setNumber(1, numerator)
  }
}

extension DAdaptation {
  /// `dAdaptation`.
  public static var word: String { "dAdaptation" }
  /// One sentence for lists.
  public static var summary: String { "Adam or SGD whose rate is a bound of the distance to go" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    d grows with a bound on the distance to the best p
    p ← p − η·d·the method's step
    """
  }
  /// What it is for.
  public static var purpose: String {
    "no rate to choose; prodigy is its successor"
  }
  /// Where it comes from.
  public static var source: String { "Defazio & Mishchenko 2023; dadaptation" }
  /// 1: the rate is a factor.
  public var typicalRate: Double { 1 }
  /// Yes.
  public var findsRate: Bool { true }
  /// m, v and s; with SGD, p₀ and s.
  public func slots(of parameter: ParameterShape) -> [Slot] {
    method == .adam
      ? [Slot("mean"), Slot("square"), Slot("sum")]
      : [Slot("start", isExact: true), Slot("sum", isExact: true)]
  }
  /// d, r, and with SGD ‖g₁‖, which is 0 until it is known.
  public var numbers: [StateNumber] {
    [StateNumber("distance", initial: initial), StateNumber("numerator")]
      + (method == .sgd ? [StateNumber("firstNorm")] : [])
  }
  /// The method comes first; what the other one would use must be left out.
  public static var hyperparameters: [RuleHyperparameter<DAdaptation>] {
    [
      .value("method", \.method) { _ in nil },
      .share("beta1", \.beta1) { $0.method == .adam },
      .share("beta2", \.beta2) { $0.method == .adam },
      .positive("epsilon", \.epsilon) { $0.method == .adam },
      .share("momentum", \.momentum) { $0.method == .sgd },
      .notNegative("weightDecay", \.weightDecay), .flag("decoupled", \.decoupled),
      .positive("initial", \.initial) { _ in false },
      .number("growth", \.growth, fault: OptimizerError.growth),
      .flag("biasCorrection", \.biasCorrection),
    ]
  }
  /// A hyperparameter of the other method has no meaning.
  public var conflict: OptimizerError? {
    func stray(_ name: String, _ received: String) -> OptimizerError {
      OptimizerError(name, "left out with method: \(method.rawValue)", received: received)
    }
    if method == .adam {
      return momentum == 0 ? nil : stray("momentum", momentum.notation.description)
    }
    let standard = DAdaptation()
    if beta1 != standard.beta1 { return stray("beta1", beta1.notation.description) }
    if beta2 != standard.beta2 { return stray("beta2", beta2.notation.description) }
    if epsilon != standard.epsilon { return stray("epsilon", epsilon.notation.description) }
    if decoupled { return stray("decoupled", "true") }
    return biasCorrection ? stray("biasCorrection", "true") : nil
  }
}
