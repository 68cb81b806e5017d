public import Notation

extension Optimizer {
  /// RAdam: Adam whose steps are shortened while its mean of squares rests on few gradients.
  ///
  /// ```
  /// g ← g + λ·p                           decoupled: p ← (1 − η·λ)·p
  /// m ← β₁·m + (1 − β₁)·g                 v ← β₂·v + (1 − β₂)·g²
  /// p ← p − η·r·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε)      where ρ > 5
  /// p ← p − η/(1 − β₁ᵗ) · m                              before that
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1, λ `weightDecay`, ρ how many
  /// gradients v is worth, and r a factor that rises to 1 (about 0.5 after 500 steps of β₂ =
  /// 0.999). At that β₂ the first five steps are those of momentum; at β₂ ≤ 2/3 all are, since ρ
  /// stays below 5. It is meant to do without warm-up.
  ///
  /// Source: Liu et al., *On the Variance of the Adaptive Learning Rate and Beyond*, 2020,
  /// algorithm 2 (<https://arxiv.org/abs/1908.03265>), rectified above 5 as in PyTorch's
  /// `torch.optim.RAdam` where the paper says 4; ε is added to the root before its correction.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  ///   - decoupled: Whether the decay shrinks the parameter beside the step, and is no part of the
  ///     gradient.
  /// - Precondition: every number is in its range.
  public static func radam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0,
    decoupled: Bool = false
  ) -> Optimizer {
    var rule = RAdam()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.weightDecay, rule.decoupled) = (weightDecay, decoupled)
    return Optimizer(rule)
  }
}

/// The rule of `radam`.
@usableFromInline package struct RAdam: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var square: StateKey { StateKey(1, "square") }

  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var weightDecay = 0.0
  package var decoupled = false

  /// PyTorch's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, beta1, beta2, epsilon, kept, weightDecay: Double
    @usableFromInline var isRectified: Bool
  }

  /// Bias corrections and the factor, computed once.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    let rectification = Rectification(beta2: beta2, count: step.count)
    let isRectified = rectification.length > 5
    var rate = step.learningRate / (1 - power(beta1, step.count))
    if isRectified {
      rate *= (1 - power(beta2, step.count)).squareRoot() * rectification.factor
    }
    return Coefficients(
      rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      kept: decoupled ? 1 - step.learningRate * weightDecay : 1,
      weightDecay: decoupled ? 0 : weightDecay, isRectified: isRectified)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory[mean] = memory[mean] + (1 - step.beta1) * (gradient - memory[mean])
    memory[square] = step.beta2 * memory[square] + (1 - step.beta2) * gradient * gradient
    var change = step.rate * memory[mean]
    if step.isRectified { change = change / (memory[square].squareRoot() + step.epsilon) }
    parameter = step.kept * parameter - change
  }
}

extension RAdam {
  /// `radam`.
  @usableFromInline package static let word = NotationWord(
    "radam", summary: "Adam, shortened while its mean of squares is young",
    formula: """
      as adam where the variance of v can be told, p ← p − η·m̂ before
      rectified by r(t)
      """,
    purpose: "Adam that needs no warm-up in the plan", source: "Liu et al. 2020; PyTorch")
  /// 0.003, as Adam's.
  @usableFromInline package var typicalRate: Double { 3e-3 }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  /// λ, where it is decoupled.
  @usableFromInline package func decoupledDecay(of parameter: ParameterShape) -> Double {
    decoupled ? weightDecay : 0
  }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  /// m and v.
  @usableFromInline package var elementSlots: [Slot] { [Slot(Self.mean), Slot(Self.square)] }
  /// Bias corrections and the factor use the β of their step.
  @usableFromInline package static var hyperparameters: NotationParameters<RAdam> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("decoupled", \.decoupled),
    ]
  }
}
