public import Notation

extension Optimizer {
  /// Adan: Adam that looks ahead along a mean of how the gradient changes.
  ///
  /// ```
  /// Δ = g − g₋                            0 at the first step; then g₋ ← g
  /// m ← β₁·m + (1 − β₁)·g
  /// d ← β₂·d + (1 − β₂)·Δ
  /// n ← β₃·n + (1 − β₃)·(g + β₂·Δ)²
  /// u = (m/(1 − β₁ᵗ) + β₂·d/(1 − β₂ᵗ)) / (√n/√(1 − β₃ᵗ) + ε)
  /// p ← (p − η·u) / (1 + η·λ)             proximal; otherwise p ← (1 − η·λ)·p − η·u
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1 and λ `weightDecay`. It
  /// remembers four numbers per element. After a skipped step, Δ is the change over two steps.
  ///
  /// Source: Xie et al., *Adan: Adaptive Nesterov Momentum Algorithm*, 2022, algorithm 1
  /// (<https://arxiv.org/abs/2208.06677>), whose β are 1 minus these. All three means have bias
  /// corrections, as in the authors' code and timm's. optax multiplies Δ and d by 1 − β₂ where the
  /// authors' code multiplies by β₂, which is another rule.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1: of the gradients.
  ///   - beta2: β₂, in 0 ..< 1: of the changes.
  ///   - beta3: β₃, in 0 ..< 1: of the squares.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  ///   - proximal: Whether the decay divides the new parameter. If not, it multiplies the old one.
  /// - Precondition: every number is in its range.
  public static func adan(
    beta1: Double = 0.98, beta2: Double = 0.92, beta3: Double = 0.99, epsilon: Double = 1e-8,
    weightDecay: Double = 0, proximal: Bool = true
  ) -> Optimizer {
    var rule = Adan()
    (rule.beta1, rule.beta2, rule.beta3) = (beta1, beta2, beta3)
    (rule.epsilon, rule.weightDecay, rule.proximal) = (epsilon, weightDecay, proximal)
    return Optimizer(rule)
  }
}

/// The rule of `adan`.
@usableFromInline package struct Adan: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var change: StateKey { StateKey(1, "change") }
  @inlinable package static var square: StateKey { StateKey(2, "square") }
  @inlinable package static var previous: StateKey { StateKey(3, "gradient") }

  package var beta1 = 0.98
  package var beta2 = 0.92
  package var beta3 = 0.99
  package var epsilon = 1e-8
  package var weightDecay = 0.0
  package var proximal = true

  /// The authors' constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, changeRate, rootCorrection, beta1, beta2, beta3: Double
    @usableFromInline var epsilon, kept, shrunk: Double
    @usableFromInline var isFirst: Bool
  }

  /// The bias corrections and both kinds of decay, computed once.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    let (rate, count) = (step.learningRate, step.count)
    return Coefficients(
      rate: rate / (1 - power(beta1, count)), changeRate: rate * beta2 / (1 - power(beta2, count)),
      rootCorrection: 1 / (1 - power(beta3, count)).squareRoot(), beta1: beta1, beta2: beta2,
      beta3: beta3, epsilon: epsilon, kept: proximal ? 1 : 1 - rate * weightDecay,
      shrunk: proximal ? 1 / (1 + rate * weightDecay) : 1, isFirst: count == 1)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let difference = step.isFirst ? .zero : gradient - memory[previous]
    let ahead = gradient + step.beta2 * difference
    memory[mean] = memory[mean] + (1 - step.beta1) * (gradient - memory[mean])
    memory[change] = step.beta2 * memory[change] + (1 - step.beta2) * difference
    memory[square] = step.beta3 * memory[square] + (1 - step.beta3) * ahead * ahead
    memory[previous] = gradient
    let direction = step.rate * memory[mean] + step.changeRate * memory[change]
    let size = step.rootCorrection * memory[square].squareRoot() + step.epsilon
    parameter = step.shrunk * (step.kept * parameter - direction / size)
  }
}

extension Adan {
  /// `adan`.
  @usableFromInline package static let word = NotationWord(
    "adan", summary: "Adam with a mean of the gradient's changes",
    formula: """
      m, d, n: means of g, of g − g′, and of (g + β₂·(g − g′))²
      p ← (p − η·(m̂ + β₂·d̂)/(√n̂ + ε))/(1 + η·λ)
      """,
    purpose: "vision transformers and large batches; memory for four numbers",
    source: "Xie et al. 2022")
  /// 0.003, as Adam's.
  @usableFromInline package var typicalRate: Double { 3e-3 }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  /// λ, where it is not proximal.
  @usableFromInline package func decoupledDecay(of parameter: ParameterShape) -> Double {
    proximal ? 0 : weightDecay
  }
  @inlinable package static var slotCounts: ClosedRange<Int> { 4...4 }
  /// m, d, n and g₋.
  @usableFromInline package var elementSlots: [Slot] {
    [Slot(Self.mean), Slot(Self.change), Slot(Self.square), Slot(Self.previous)]
  }
  /// A bias correction uses the β of its step.
  @usableFromInline package static var hyperparameters: NotationParameters<Adan> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .share("beta3", \.beta3),
      .positive("epsilon", \.epsilon), .notNegative("weightDecay", \.weightDecay),
      .flag("proximal", \.proximal),
    ]
  }
}
