public import Notation

extension Optimizer {
  /// Lion: every element steps by the rate, up or down by the sign of a mean.
  ///
  /// ```
  /// p ← (1 − η·λ)·p − η·sign(β₁·m + (1 − β₁)·g)
  /// m ← β₂·m + (1 − β₂)·g
  /// ```
  ///
  /// where η is the learning rate and λ `weightDecay`, decoupled. The mean inside sign() forgets
  /// faster than the mean that is kept. Where it is exactly 0 the parameter does not change. Steps
  /// do not shrink with the gradient, so the rate must. The rate is usually 3 to 10 times lower
  /// than AdamW's, and λ 3 to 10 times higher.
  ///
  /// Source: Chen et al., *Symbolic Discovery of Optimization Algorithms*, 2023, algorithm 2
  /// (<https://arxiv.org/abs/2302.06675>).
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1: of the mean inside sign().
  ///   - beta2: β₂, in 0 ..< 1: of the mean that is kept.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func lion(
    beta1: Double = 0.9, beta2: Double = 0.99, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Lion()
    (rule.beta1, rule.beta2, rule.weightDecay) = (beta1, beta2, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `lion`.
@usableFromInline package struct Lion: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }

  package var beta1 = 0.9
  package var beta2 = 0.99
  package var weightDecay = 0.0

  /// The paper's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, beta1, beta2, kept: Double
  }

  /// The hyperparameters. The formula is the same at every step.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      rate: step.learningRate, beta1: beta1, beta2: beta2,
      kept: 1 - step.learningRate * weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let direction = (step.beta1 * memory[mean] + (1 - step.beta1) * gradient).signum()
    parameter = step.kept * parameter - step.rate * direction
    memory[mean] = step.beta2 * memory[mean] + (1 - step.beta2) * gradient
  }
}

extension Lion {
  /// `lion`.
  @usableFromInline package static let word = NotationWord(
    "lion", summary: "the sign of a mean of gradients; one number per element",
    formula: """
      p ← p − η·(sign(β₁·m + (1 − β₁)·g) + λ·p)
      m ← β₂·m + (1 − β₂)·g
      """,
    purpose:
      "large models and batches at half of Adam's memory; a tenth of its rate, more weight decay",
    source: "Chen et al. 2023")
  /// 0.0003, a tenth of AdamW's.
  @usableFromInline package var typicalRate: Double { 3e-4 }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  /// 1/√10: steps do not shrink with the gradient, so a rate that is fast at first is too high later.
  @usableFromInline package var searchFactor: Double { 0.316 }
  /// λ.
  @usableFromInline package func decoupledDecay(of parameter: ParameterShape) -> Double {
    weightDecay
  }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }
  /// m.
  @usableFromInline package var elementSlots: [Slot] { [Slot(Self.mean)] }
  /// All may be scheduled.
  @usableFromInline package static var hyperparameters: NotationParameters<Lion> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
