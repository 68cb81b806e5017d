extension Optimizer {
  /// Adam with the largest recent gradient in place of the root mean square; see ``Adamax``.
  public static func adamax(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Adamax()
    (rule.beta1, rule.beta2) = (beta1, beta2)
    (rule.epsilon, rule.weightDecay) = (epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// Adamax: Adam in the maximum norm, so that no root is taken.
///
/// ```
/// g ← g + λ·p
/// m ← β₁·m + (1 − β₁)·g
/// u ← max(β₂·u, |g| + ε)
/// p ← p − η/(1 − β₁ᵗ) · m / u
/// ```
///
/// where η is the learning rate, t the count of this step from 1, and λ ``weightDecay``, an L2
/// penalty. The first step has size η in every element whose gradient is far above ε, and no step is
/// much longer than η.
///
/// Source: Kingma & Ba, *Adam*, 2015, algorithm 2 (<https://arxiv.org/abs/1412.6980>); the ε, which
/// the paper does without, is where PyTorch's `torch.optim.Adamax` has it.
public struct Adamax: ElementwiseRule {
  /// β₁, in 0 ..< 1.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1.
  public var beta2 = 0.999
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-8
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// PyTorch's constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, beta1, beta2, epsilon, weightDecay: Double
  }

  /// The mean's bias correction, worked out once; the maximum needs none.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(
      rate: moment.learningRate / (1 - power(beta1, moment.count)), beta1: beta1, beta2: beta2,
      epsilon: epsilon, weightDecay: weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory.first = memory.first + (1 - step.beta1) * (gradient - memory.first)
    memory.second = (step.beta2 * memory.second).larger(gradient.size() + step.epsilon)
    parameter = parameter - step.rate * memory.first / memory.second
  }
}

extension Adamax {
  /// `adamax`.
  public static var word: String { "adamax" }
  /// One sentence for lists.
  public static var summary: String { "Adam with the largest recent gradient, without a root" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    m ← β₁·m + (1 − β₁)·g,  u ← max(β₂·u, |g|)
    p ← p − η·m̂/u
    """
  }
  /// What it is for.
  public static var purpose: String {
    "gradients with rare large elements"
  }
  /// Where it comes from.
  public static var source: String { "Kingma & Ba 2015; PyTorch" }
  /// 0.005, above Adam's: a maximum is larger than a root mean square.
  public var typicalRate: Double { 5e-3 }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }
  /// m and u.
  public var elementSlots: [Slot] { [Slot("mean"), Slot("largest")] }
  /// The bias correction uses the β₁ of its step.
  public static var hyperparameters: [RuleHyperparameter<Adamax>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
