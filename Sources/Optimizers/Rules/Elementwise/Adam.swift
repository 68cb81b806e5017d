public import Notation

extension Optimizer {
  /// Adam: the running mean of the gradient, divided by the root of the running mean of its square.
  ///
  /// ```
  /// g ← g + λ·p
  /// m ← β₁·m + (1 − β₁)·g
  /// v ← β₂·v + (1 − β₂)·g²
  /// m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ)
  /// p ← p − η·m̂/(√v̂ + ε)
  /// ```
  ///
  /// Here p is a parameter, g its gradient, η the learning rate, λ the `weightDecay`, and t the
  /// number of this step, counted from 1. The weight decay is an L2 penalty: it is added to the
  /// gradient and so changes m and v; with `adamw` it does not. The first step has size η in each
  /// element whose gradient is much larger than ε. `amsgrad` uses the largest v so far instead of v
  /// in v̂ (Reddi et al., *On the Convergence of Adam and Beyond*, 2018).
  ///
  /// Source: Kingma & Ba, *Adam*, 2015, algorithm 1 (<https://arxiv.org/abs/1412.6980>). PyTorch's
  /// `torch.optim.Adam` uses the same formula.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive. With ε = 0, a parameter whose gradients were all 0 would become NaN.
  ///   - weightDecay: λ, at least 0.
  ///   - amsgrad: Whether v̂ uses the largest v so far.
  ///   - biasCorrection: Whether m and v are divided by 1 − βᵗ, since they start at 0. Without this
  ///     correction, the first step has size η·(1 − β₁)/√(1 − β₂), by default three times η. If
  ///     β is scheduled, a step's correction uses the β of that step.
  ///   - epsilonInside: Whether ε is added under the root: √(v̂ + ε).
  /// - Precondition: each number is in its range.
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

/// The update rule of `adam`.
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

  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var weightDecay: Double
    @usableFromInline var amsgrad: Bool
  }

  /// The coefficients of a step, with both bias corrections.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      moments: AdamMoments(
        learningRate: step.learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        count: step.count, biasCorrection: biasCorrection, epsilonInside: epsilonInside),
      weightDecay: weightDecay, amsgrad: amsgrad)
  }

  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    step.moments.take(gradient, into: &memory, mean, square)
    // Without `amsgrad` this slot is neither loaded nor stored, and its value is not used.
    memory[largest] = L.pointwiseMax(memory[largest], memory[square])
    let second = step.amsgrad ? memory[largest] : memory[square]
    parameter = parameter - step.moments.step(memory[mean], over: second)
  }
}

extension Adam {
  @usableFromInline package static let word = NotationWord(
    "adam", summary: "running means of the gradient and its square; weight decay as L2 penalty",
    formula: """
      g ← g + λ·p
      m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²
      m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ)
      p ← p − η·m̂/(√v̂ + ε)
      """,
    purpose: "most networks without weight decay; with weight decay use adamw",
    source: "Kingma & Ba 2015; PyTorch")
  /// A rate that suits networks of moderate size; the search for a rate begins around it.
  @usableFromInline package var typicalRate: Double { 3e-3 }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...3 }
  /// m, v, and with `amsgrad` the maximum of v.
  @usableFromInline package var elementSlots: [Slot] {
    [Slot(Self.mean), Slot(Self.square)] + (amsgrad ? [Slot(Self.largest)] : [])
  }
  @usableFromInline package static var hyperparameters: NotationParameters<Adam> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("amsgrad", \.amsgrad),
      .flag("biasCorrection", \.biasCorrection), .flag("epsilonInside", \.epsilonInside),
    ]
  }
}
