public import Notation

extension Optimizer {
  /// Adamax: Adam in the maximum norm, so that no root is taken.
  ///
  /// ```
  /// g ← g + λ·p
  /// m ← β₁·m + (1 − β₁)·g
  /// u ← max(β₂·u, |g| + ε)
  /// p ← p − η/(1 − β₁ᵗ) · m / u
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1, and λ `weightDecay`, an L2
  /// penalty. The first step has size η in every element whose gradient is far above ε, and no step
  /// is much longer than η.
  ///
  /// Source: Kingma & Ba, *Adam*, 2015, algorithm 2 (<https://arxiv.org/abs/1412.6980>); the paper
  /// has no ε; it is added as in PyTorch's `torch.optim.Adamax`.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func adamax(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Adamax()
    (rule.beta1, rule.beta2) = (beta1, beta2)
    (rule.epsilon, rule.weightDecay) = (epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `adamax`.
@usableFromInline package struct Adamax: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var largest: StateKey { StateKey(1, "largest") }

  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var weightDecay = 0.0

  /// PyTorch's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, beta1, beta2, epsilon, weightDecay: Double
  }

  /// The mean's bias correction, computed once; the maximum needs none.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      rate: step.learningRate / (1 - power(beta1, step.count)), beta1: beta1, beta2: beta2,
      epsilon: epsilon, weightDecay: weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory[mean] = memory[mean] + (1 - step.beta1) * (gradient - memory[mean])
    memory[largest] = L.pointwiseMax(
      step.beta2 * memory[largest], gradient.magnitude + step.epsilon)
    parameter = parameter - step.rate * memory[mean] / memory[largest]
  }
}

extension Adamax {
  /// `adamax`.
  @usableFromInline package static let word = NotationWord(
    "adamax", summary: "Adam with the largest recent gradient, without a root",
    formula: """
      m ← β₁·m + (1 − β₁)·g,  u ← max(β₂·u, |g|)
      p ← p − η·m̂/u
      """,
    purpose: "gradients with rare large elements", source: "Kingma & Ba 2015; PyTorch")
  /// 0.005, above Adam's: a maximum is larger than a root mean square.
  @usableFromInline package var typicalRate: Double { 5e-3 }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  /// m and u.
  @usableFromInline package var elementSlots: [Slot] { [Slot(Self.mean), Slot(Self.largest)] }
  /// The bias correction uses the β₁ of its step.
  @usableFromInline package static var hyperparameters: NotationParameters<Adamax> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
