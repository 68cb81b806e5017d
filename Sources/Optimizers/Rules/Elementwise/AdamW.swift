public import Notation

extension Optimizer {
  /// Adam with decoupled weight decay.
  ///
  /// ```
  /// m ← β₁·m + (1 − β₁)·g
  /// v ← β₂·v + (1 − β₂)·g²
  /// m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ)
  /// p ← (1 − η·λ)·p − η·m̂/(√v̂ + ε)
  /// ```
  ///
  /// Here p is a parameter, g its gradient, η the learning rate, λ the `weightDecay`, and t the
  /// number of this step, counted from 1. The weight decay does not change m and v. With λ = 0 this
  /// is ``adam(beta1:beta2:epsilon:weightDecay:amsgrad:biasCorrection:epsilonInside:)``. The decay
  /// is η·λ, so a schedule of the rate also schedules the decay.
  ///
  /// Source: Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, 2019, algorithm 2
  /// (<https://arxiv.org/abs/1711.05101>). The factor η·λ is PyTorch's; the paper's factor does not
  /// contain η.
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

/// The update rule of `adamw`.
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

  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var kept: Double
    @usableFromInline var amsgrad: Bool
  }

  /// The coefficients of a step: both bias corrections, and the factor 1 − η·λ as `kept`.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      moments: AdamMoments(
        learningRate: step.learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        count: step.count, biasCorrection: biasCorrection, epsilonInside: epsilonInside),
      kept: 1 - step.learningRate * weightDecay, amsgrad: amsgrad)
  }

  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    step.moments.take(gradient, into: &memory, mean, square)
    // Without `amsgrad` this slot is neither loaded nor stored, and its value is not used.
    memory[largest] = L.pointwiseMax(memory[largest], memory[square])
    let second = step.amsgrad ? memory[largest] : memory[square]
    parameter = step.kept * parameter - step.moments.step(memory[mean], over: second)
  }
}

extension AdamW {
  @usableFromInline package static let word = NotationWord(
    "adamw", summary: "Adam with decoupled weight decay",
    formula: """
      m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²
      m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ)
      p ← (1 − η·λ)·p − η·m̂/(√v̂ + ε)
      """,
    purpose: "most networks, transformers included; the one to start with",
    source: "Loshchilov & Hutter 2019; PyTorch")
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
  @usableFromInline package func decoupledDecay(of parameter: ParameterShape) -> Double {
    weightDecay
  }
  @usableFromInline package static var hyperparameters: NotationParameters<AdamW> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("amsgrad", \.amsgrad),
      .flag("biasCorrection", \.biasCorrection), .flag("epsilonInside", \.epsilonInside),
    ]
  }
}
