public import Notation

extension Optimizer {
  /// Adam with decoupled weight decay.
  ///
  /// ```
  /// p ← (1 − η·λ)·p
  /// p ← p − Adam's step
  /// ```
  ///
  /// where η is the learning rate and λ `weightDecay`; the decay does not pass through the means
  /// of `adam`. With λ = 0 it is Adam. Since η multiplies λ, a schedule on the rate also schedules
  /// the decay.
  ///
  /// Source: Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, 2019, algorithm 2
  /// (<https://arxiv.org/abs/1711.05101>), with PyTorch's η·λ in place of the paper's separate
  /// factor.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  ///   - amsgrad: Whether the largest v so far takes the place of v under the root.
  ///   - biasCorrection: Whether m and v are divided by 1 − βᵗ, which corrects their start at 0.
  ///     Without it, the first steps have size η·(1 − β₁)/√(1 − β₂): three times η by default.
  ///   - epsilonInside: Whether ε is added under the root: √(v/(1 − β₂ᵗ) + ε).
  /// - Precondition: every number is in its range.
  public static func adamw(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0.01,
    amsgrad: Bool = false, biasCorrection: Bool = true, epsilonInside: Bool = false
  ) -> Optimizer {
    var rule = AdamW()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.weightDecay, rule.amsgrad) = (weightDecay, amsgrad)
    (rule.biasCorrection, rule.epsilonInside) = (biasCorrection, epsilonInside)
    return Optimizer(rule)
  }
}

/// The rule of `adamw`.
@usableFromInline package struct AdamW: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var square: StateKey { StateKey(1, "square") }
  @inlinable package static var largest: StateKey { StateKey(2, "largest") }

  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var weightDecay = 0.01
  package var amsgrad = false
  package var biasCorrection = true
  package var epsilonInside = false

  /// The paper's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var kept: Double
    @usableFromInline var amsgrad: Bool
  }

  /// Both bias corrections and the share of the parameter that is kept, computed once.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      moments: AdamMoments(
        learningRate: step.learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        count: step.count, biasCorrection: biasCorrection, epsilonInside: epsilonInside),
      kept: 1 - step.learningRate * weightDecay, amsgrad: amsgrad)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    step.moments.take(gradient, into: &memory, mean, square)
    memory[largest] = L.pointwiseMax(memory[largest], memory[square])
    let second = step.amsgrad ? memory[largest] : memory[square]
    parameter = step.kept * parameter - step.moments.step(memory[mean], over: second)
  }
}

extension AdamW {
  /// `adamw`.
  @usableFromInline package static let word = NotationWord(
    "adamw", summary: "Adam with decoupled weight decay",
    formula: """
      m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²
      p ← (1 − η·λ)·p − η·m̂/(√v̂ + ε)
      """,
    purpose: "the default for most networks, and for transformers",
    source: "Loshchilov & Hutter 2019; PyTorch")
  /// 0.003, for networks of moderate size.
  @usableFromInline package var typicalRate: Double { 3e-3 }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...3 }
  /// m and v, and v's maximum where it is used.
  @usableFromInline package var elementSlots: [Slot] {
    [Slot(Self.mean), Slot(Self.square)] + (amsgrad ? [Slot(Self.largest)] : [])
  }
  /// λ.
  @usableFromInline package func decoupledDecay(of parameter: ParameterShape) -> Double {
    weightDecay
  }
  /// A bias correction uses the β of its step.
  @usableFromInline package static var hyperparameters: NotationParameters<AdamW> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("amsgrad", \.amsgrad),
      .flag("biasCorrection", \.biasCorrection), .flag("epsilonInside", \.epsilonInside),
    ]
  }
}
