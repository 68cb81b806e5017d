public import Notation

extension Optimizer {
  /// ADOPT: Adam that divides each gradient by the squares before it, and then takes the mean.
  ///
  /// ```
  /// g ← g + λ·p                           decoupled: p ← (1 − η·λ)·p
  /// n = g / max(√v, ε)                    clipped to ±(t − 1)^¼
  /// m ← β₁·m + (1 − β₁)·n
  /// p ← p − η·m
  /// v ← β₂·v + (1 − β₂)·g²
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1 and λ `weightDecay`. The first
  /// step only sets v = g² and changes no parameter. Since v does not contain the gradient that it
  /// divides, the method converges with any β₂; with β₂ = 0 it divides by the gradient before. The
  /// limit keeps the first steps short, when v depends on few gradients. There are no bias
  /// corrections: the steps grow as m does.
  ///
  /// Source: Taniguchi et al., *ADOPT*, 2024, algorithm 2 (<https://arxiv.org/abs/2411.02853>),
  /// with the limit of the authors' code. Their first release had no limit, as `clipped: false`
  /// here.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, two gradients of 0 would make their parameter NaN.
  ///   - weightDecay: λ, at least 0.
  ///   - decoupled: Whether the decay shrinks the parameter beside the step, and is no part of the
  ///     gradient.
  ///   - clipped: Whether the divided gradient n is clipped.
  /// - Precondition: every number is in its range.
  public static func adopt(
    beta1: Double = 0.9, beta2: Double = 0.9999, epsilon: Double = 1e-6, weightDecay: Double = 0,
    decoupled: Bool = false, clipped: Bool = true
  ) -> Optimizer {
    var rule = ADOPT()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.weightDecay, rule.decoupled, rule.clipped) = (weightDecay, decoupled, clipped)
    return Optimizer(rule)
  }
}

/// The rule of `adopt`.
@usableFromInline package struct ADOPT: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var square: StateKey { StateKey(1, "square") }

  package var beta1 = 0.9
  package var beta2 = 0.9999
  package var epsilon = 1e-6
  package var weightDecay = 0.0
  package var decoupled = false
  package var clipped = true

  /// The authors' constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, limit, beta1, beta2, epsilon, kept, weightDecay: Double
    @usableFromInline var isFirst: Bool
  }

  /// The limit, computed once.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      rate: step.learningRate,
      limit: clipped ? Double(step.count - 1).squareRoot().squareRoot() : .infinity,
      beta1: beta1, beta2: beta2, epsilon: epsilon,
      kept: decoupled ? 1 - step.learningRate * weightDecay : 1,
      weightDecay: decoupled ? 0 : weightDecay, isFirst: step.count == 1)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    if step.isFirst {
      memory[square] = gradient * gradient
      return
    }
    let divided = gradient / L.pointwiseMax(memory[square].squareRoot(), L(repeating: step.epsilon))
    let limited = L.pointwiseMax(
      L.pointwiseMin(divided, L(repeating: step.limit)), L(repeating: -step.limit))
    memory[mean] = memory[mean] + (1 - step.beta1) * (limited - memory[mean])
    memory[square] = step.beta2 * memory[square] + (1 - step.beta2) * gradient * gradient
    parameter = step.kept * parameter - step.rate * memory[mean]
  }
}

extension ADOPT {
  /// `adopt`.
  @usableFromInline package static let word = NotationWord(
    "adopt", summary: "Adam that divides by earlier squares and then takes the mean",
    formula: """
      m ← β₁·m + (1 − β₁)·clip(g/max(√v, ε), (t − 1)^¼)
      p ← p − η·m,  then v ← β₂·v + (1 − β₂)·g²
      """,
    purpose: "as adam, convergent for any β₂", source: "Taniguchi et al. 2024")
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
  /// All numbers may be scheduled.
  @usableFromInline package static var hyperparameters: NotationParameters<ADOPT> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("decoupled", \.decoupled),
      .flag("clipped", \.clipped),
    ]
  }
}
