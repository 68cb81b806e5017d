extension Optimizer {
  /// Adam that converges with any β₂; see ``ADOPT``.
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
/// where η is the learning rate, t the count of this step from 1 and λ ``weightDecay``. The first step
/// only takes v = g² and changes no parameter. Since v does not hold the gradient that it divides, the
/// method converges with any β₂ (0 divides by the gradient before). The limit keeps the first steps
/// short, in which v rests on few gradients. There are no bias corrections: the steps come up with m.
///
/// Source: Taniguchi et al., *ADOPT*, 2024, algorithm 2 (<https://arxiv.org/abs/2411.02853>), with
/// the limit of the authors' code; their first release had none, which is `clipped: false`.
public struct ADOPT: ElementwiseRule {
  /// β₁, in 0 ..< 1.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1.
  public var beta2 = 0.9999
  /// ε, positive: with 0, two gradients of 0 would make their parameter NaN.
  public var epsilon = 1e-6
  /// λ, at least 0.
  public var weightDecay = 0.0
  /// Whether the decay shrinks the parameter beside the step, and is no part of the gradient.
  public var decoupled = false
  /// Whether the divided gradient is limited.
  public var clipped = true

  /// The authors' constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, limit, beta1, beta2, epsilon, kept, weightDecay: Double
    @usableFromInline var isFirst: Bool
  }

  /// The limit, worked out once.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(
      rate: moment.learningRate,
      limit: clipped ? Double(moment.count - 1).squareRoot().squareRoot() : .infinity,
      beta1: beta1, beta2: beta2, epsilon: epsilon,
      kept: decoupled ? 1 - moment.learningRate * weightDecay : 1,
      weightDecay: decoupled ? 0 : weightDecay, isFirst: moment.count == 1)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    if step.isFirst {
      memory.second = gradient * gradient
      return
    }
    let divided = gradient / memory.second.root().larger(L(repeating: step.epsilon))
    let limited = divided.smaller(L(repeating: step.limit)).larger(L(repeating: -step.limit))
    memory.first = memory.first + (1 - step.beta1) * (limited - memory.first)
    memory.second = step.beta2 * memory.second + (1 - step.beta2) * gradient * gradient
    parameter = step.kept * parameter - step.rate * memory.first
  }
}

extension ADOPT {
  /// `adopt`.
  public static var word: String { "adopt" }
  /// One sentence for lists.
  public static var summary: String {
    "Adam that divides by earlier squares and then takes the mean"
  }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    m ← β₁·m + (1 − β₁)·clip(g/max(√v, ε), (t − 1)^¼)
    p ← p − η·m,  then v ← β₂·v + (1 − β₂)·g²
    """
  }
  /// What it is for.
  public static var purpose: String {
    "as adam, convergent for any β₂"
  }
  /// Where it comes from.
  public static var source: String { "Taniguchi et al. 2024" }
  /// 0.003, as Adam's.
  public var typicalRate: Double { 3e-3 }
  /// λ, where it is decoupled.
  public func decoupledDecay(of parameter: ParameterShape) -> Double { decoupled ? weightDecay : 0 }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }
  /// m and v.
  public var elementSlots: [Slot] { [Slot("mean"), Slot("square")] }
  /// All numbers may be scheduled.
  public static var hyperparameters: [RuleHyperparameter<ADOPT>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("decoupled", \.decoupled),
      .flag("clipped", \.clipped),
    ]
  }
}
