public import Notation

extension Optimizer {
  /// Adam: steps scaled by running means of the gradient and of its square.
  ///
  /// ```
  /// g ← g + λ·p
  /// m ← β₁·m + (1 − β₁)·g
  /// v ← β₂·v + (1 − β₂)·g²
  /// p ← p − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1, and λ `weightDecay`, an L2
  /// penalty that passes through both means; `adamw` decouples it. The first step has size η in
  /// every element whose gradient is much larger than ε. With `amsgrad` the largest v so far takes
  /// the place of v under the root (Reddi et al., *On the Convergence of Adam and Beyond*, 2018).
  ///
  /// Source: Kingma & Ba, *Adam*, 2015, algorithm 1 (<https://arxiv.org/abs/1412.6980>), ε outside
  /// the root and after the correction, as in PyTorch's `torch.optim.Adam`.
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
  public static func adam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0,
    amsgrad: Bool = false, biasCorrection: Bool = true, epsilonInside: Bool = false
  ) -> Optimizer {
    var rule = Adam()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.weightDecay, rule.amsgrad) = (weightDecay, amsgrad)
    (rule.biasCorrection, rule.epsilonInside) = (biasCorrection, epsilonInside)
    return Optimizer(rule)
  }
}

/// The rule of `adam`.
@usableFromInline package struct Adam: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var square: StateKey { StateKey(1, "square") }
  @inlinable package static var largest: StateKey { StateKey(2, "largest") }

  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var weightDecay = 0.0
  package var amsgrad = false
  package var biasCorrection = true
  package var epsilonInside = false

  /// The paper's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var weightDecay: Double
    @usableFromInline var amsgrad: Bool
  }

  /// Both bias corrections, computed once.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      moments: AdamMoments(
        learningRate: step.learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        count: step.count, biasCorrection: biasCorrection, epsilonInside: epsilonInside),
      weightDecay: weightDecay, amsgrad: amsgrad)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    step.moments.take(gradient, into: &memory, mean, square)
    memory[largest] = L.pointwiseMax(memory[largest], memory[square])
    let second = step.amsgrad ? memory[largest] : memory[square]
    parameter = parameter - step.moments.step(memory[mean], over: second)
  }
}

extension Adam {
  /// `adam`.
  @usableFromInline package static let word = NotationWord(
    "adam", summary: "running means of gradient and square; decay as L2 penalty",
    formula: """
      m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²
      p ← p − η·m̂/(√v̂ + ε)
      """,
    purpose: "most networks, without weight decay; with it take adamw",
    source: "Kingma & Ba 2015; PyTorch")
  /// 0.003, for networks of moderate size.
  @usableFromInline package var typicalRate: Double { 3e-3 }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...3 }
  /// m and v, and v's maximum where it is used.
  @usableFromInline package var elementSlots: [Slot] {
    [Slot(Self.mean), Slot(Self.square)] + (amsgrad ? [Slot(Self.largest)] : [])
  }
  /// A bias correction uses the β of its step.
  @usableFromInline package static var hyperparameters: NotationParameters<Adam> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("amsgrad", \.amsgrad),
      .flag("biasCorrection", \.biasCorrection), .flag("epsilonInside", \.epsilonInside),
    ]
  }
}
