extension Optimizer {
  /// Adam with a mean of the gradient's changes; see ``Adan``.
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
/// where η is the learning rate, t the count of this step from 1 and λ ``weightDecay``. Four numbers
/// are remembered per element. A step skipped between two others makes Δ span both.
///
/// Source: Xie et al., *Adan: Adaptive Nesterov Momentum Algorithm*, 2022, algorithm 1
/// (<https://arxiv.org/abs/2208.06677>), whose β are 1 minus these; all three means are corrected, as
/// in the authors' code and timm's. optax has 1 − β₂ where the authors' code has β₂ before Δ and d,
/// which is another rule.
public struct Adan: ElementwiseRule {
  /// β₁, in 0 ..< 1: of the gradients.
  public var beta1 = 0.98
  /// β₂, in 0 ..< 1: of the changes.
  public var beta2 = 0.92
  /// β₃, in 0 ..< 1: of the squares.
  public var beta3 = 0.99
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-8
  /// λ, at least 0.
  public var weightDecay = 0.0
  /// Whether the decay divides the new parameter, and does not multiply the old one.
  public var proximal = true

  /// The authors' constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, changeRate, rootCorrection, beta1, beta2, beta3: Double
    @usableFromInline var epsilon, kept, shrunk: Double
    @usableFromInline var isFirst: Bool
  }

  /// The bias corrections and both kinds of decay, worked out once.
  public func coefficients(_ moment: Moment) -> Coefficients {
    let (rate, count) = (moment.learningRate, moment.count)
    return Coefficients(
      rate: rate / (1 - power(beta1, count)), changeRate: rate * beta2 / (1 - power(beta2, count)),
      rootCorrection: 1 / (1 - power(beta3, count)).squareRoot(), beta1: beta1, beta2: beta2,
      beta3: beta3, epsilon: epsilon, kept: proximal ? 1 : 1 - rate * weightDecay,
      shrunk: proximal ? 1 / (1 + rate * weightDecay) : 1, isFirst: count == 1)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let change = step.isFirst ? .zeros : gradient - memory.fourth
    let ahead = gradient + step.beta2 * change
    memory.first = memory.first + (1 - step.beta1) * (gradient - memory.first)
    memory.second = step.beta2 * memory.second + (1 - step.beta2) * change
    memory.third = step.beta3 * memory.third + (1 - step.beta3) * ahead * ahead
    memory.fourth = gradient
    let direction = step.rate * memory.first + step.changeRate * memory.second
    let size = step.rootCorrection * memory.third.root() + step.epsilon
    parameter = step.shrunk * (step.kept * parameter - direction / size)
  }
}

extension Adan {
  /// `adan`.
  public static var word: String { "adan" }
  /// One sentence for lists.
  public static var summary: String { "Adam with a mean of the gradient's changes" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    m, d, n: means of g, of g − g′, and of (g + β₂·(g − g′))²
    p ← (p − η·(m̂ + β₂·d̂)/(√n̂ + ε))/(1 + η·λ)
    """
  }
  /// What it is for.
  public static var purpose: String {
    "vision transformers and large batches; memory for four numbers"
  }
  /// Where it comes from.
  public static var source: String { "Xie et al. 2022" }
  /// 0.003, as Adam's.
  public var typicalRate: Double { 3e-3 }
  /// λ, where it is not proximal.
  public func decoupledDecay(of parameter: ParameterShape) -> Double { proximal ? 0 : weightDecay }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 4...4 }
  /// m, d, n and g₋.
  public var elementSlots: [Slot] {
    [Slot("mean"), Slot("change"), Slot("square"), Slot("gradient")]
  }
  /// A bias correction uses the β of its step.
  public static var hyperparameters: [RuleHyperparameter<Adan>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .share("beta3", \.beta3),
      .positive("epsilon", \.epsilon), .notNegative("weightDecay", \.weightDecay),
      .flag("proximal", \.proximal),
    ]
  }
}
