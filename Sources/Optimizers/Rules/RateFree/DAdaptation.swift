public import Notation

extension Optimizer {
  /// D-Adaptation: Adam or SGD whose rate is a lower bound d of the distance from start to
  /// solution.
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
  /// where η is the learning rate, here a factor on the rate that the rule finds: 1 by default, or
  /// a schedule; d starts at `initial`, p₀ are the parameters before the first step, g₁ the first
  /// gradient that is not 0, μ `momentum`, and λ `weightDecay`: an L2 penalty (g ← g + λ·p) unless
  /// `decoupled`. r, d and the norms are of all parameters together. If all gradients are 0,
  /// nothing changes.
  ///
  /// Groups: with η the largest rate, a group's step is the factor γ = η_group/η of the others'.
  /// Distances and norms are measured in coordinates in which all groups have one rate: with Adam
  /// ⟨·, ·⟩ and ‖s‖₁ count γ times (the package's `layer_scale`), with SGD ⟨·, ·⟩, ‖s‖² and ‖g₁‖².
  /// A frozen group (rate 0) does not change and does not count in distances and norms. The package
  /// refuses rates that differ.
  ///
  /// Source: Defazio & Mishchenko, *Learning-Rate-Free Learning by D-Adaptation*, 2023, algorithms
  /// 4 and 5 (<https://arxiv.org/abs/2301.07733>), as in their package `dadaptation` 3.2.
  /// `prodigy` is their improvement of it.
  ///
  /// - Parameters:
  ///   - method: The method whose rate is found.
  ///   - beta1: Adam's β₁, in 0 ..< 1.
  ///   - beta2: Adam's β₂, in 0 ..< 1.
  ///   - epsilon: Adam's ε, positive.
  ///   - momentum: SGD's μ, in 0 ..< 1.
  ///   - weightDecay: λ, at least 0.
  ///   - decoupled: Whether Adam's decay shrinks the parameter directly, and is not added to the
  ///     gradient.
  ///   - initial: The first d, positive, and far below the distance to a solution.
  ///   - growth: The factor by which d may grow from one step to the next, at least 1; infinity for
  ///     no limit.
  ///   - biasCorrection: Whether Adam's bias corrections are made.
  /// - Precondition: every number is in its range.
  public static func dAdaptation(
    method: DAdaptationMethod = .adam, beta1: Double = 0.9, beta2: Double = 0.999,
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

/// The method whose rate D-Adaptation finds.
public enum DAdaptationMethod: String, CaseIterable, NotationValue, Sendable {
  /// Adam.
  case adam
  /// SGD by dual averaging, with momentum if it is positive.
  case sgd
}

/// The rule of `dAdaptation`.
package struct DAdaptation: NamedRule {
  package var method = DAdaptationMethod.adam
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var momentum = 0.0
  package var weightDecay = 0.0
  package var decoupled = false
  package var initial = 1e-6
  package var growth = Double.infinity
  package var biasCorrection = false

  /// Adam with the authors' constants.
  package init() {}

  static let distance = StateKey(0, "distance")
  static let numerator = StateKey(1, "numerator")
  static let firstNorm = StateKey(2, "firstNorm")

  /// One step of the method.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    if method == .sgd, step.count == 1 { step.rememberParameters(in: DAdaptationDescent.start) }
    guard let moving = MovingGroups(step) else { return }
    switch method {
    case .adam: runAdam(moving)
    case .sgd: runSGD(moving)
    }
  }

  /// Updates d by an estimate. An estimate that is not finite is ignored.
  func take<Scalar: OptimizerScalar>(_ found: Double, numerator: Double, _ step: Step<Scalar>) {
    guard found.isFinite, numerator.isFinite else { return }
    let distance = step[Self.distance]
    step[Self.distance] = max(distance, min(found, distance * growth))
    step[Self.numerator] = numerator
  }
}

extension DAdaptation {
  /// `dAdaptation`.
  package static let word = NotationWord(
    "dAdaptation", summary: "Adam or SGD whose rate is a bound of the distance to go",
    formula: """
      d grows with a bound on the distance to the best p
      p ← p − η·d·the method's step
      """,
    purpose: "no rate to choose; prodigy is its successor",
    source: "Defazio & Mishchenko 2023; dadaptation")
  /// 1: the rate is a factor.
  package var typicalRate: Double { 1 }
  /// Yes.
  package var findsRate: Bool { true }
  /// m, v and s; with SGD, p₀ and s.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    method == .adam
      ? [
        Slot(DAdaptationEstimate.mean), Slot(DAdaptationEstimate.square),
        Slot(DAdaptationEstimate.sum),
      ]
      : [
        Slot(DAdaptationDescent.start, isExact: true),
        Slot(DAdaptationDescent.sum, isExact: true),
      ]
  }
  /// d, r, and with SGD ‖g₁‖, which is 0 until it is known.
  package var numbers: [StateNumber] {
    [StateNumber(Self.distance, initial: initial), StateNumber(Self.numerator)]
      + (method == .sgd ? [StateNumber(Self.firstNorm)] : [])
  }
  /// The method comes first. Hyperparameters of the other method must be left out.
  package static var hyperparameters: NotationParameters<DAdaptation> {
    [
      .optional("method", \.method, .cases),
      .share("beta1", \.beta1) { $0.method == .adam },
      .share("beta2", \.beta2) { $0.method == .adam },
      .positive("epsilon", \.epsilon) { $0.method == .adam },
      .share("momentum", \.momentum) { $0.method == .sgd },
      .notNegative("weightDecay", \.weightDecay), .flag("decoupled", \.decoupled),
      .positive("initial", \.initial) { _ in false },
      .number("growth", \.growth, .growth),
      .flag("biasCorrection", \.biasCorrection),
    ]
  }
  /// A hyperparameter of the other method has no meaning.
  package var conflict: OptimizerError? {
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
