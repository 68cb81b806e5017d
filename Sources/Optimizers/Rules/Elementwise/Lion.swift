extension Optimizer {
  /// The sign of a mean of gradients; see ``Lion``.
  public static func lion(
    beta1: Double = 0.9, beta2: Double = 0.99, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Lion()
    (rule.beta1, rule.beta2, rule.weightDecay) = (beta1, beta2, weightDecay)
    return Optimizer(rule)
  }
}

/// Lion: every element steps by the rate, up or down by the sign of a mean.
///
/// ```
/// p ← (1 − η·λ)·p − η·sign(β₁·m + (1 − β₁)·g)
/// m ← β₂·m + (1 − β₂)·g
/// ```
///
/// where η is the learning rate and λ ``weightDecay``, decoupled. The mean that decides forgets sooner
/// than the one that is kept. Where it is exactly 0 the parameter stays. Steps do not shrink with the
/// gradient: the rate has to, and is 3 to 10 times lower than AdamW's, λ as much higher.
///
/// Source: Chen et al., *Symbolic Discovery of Optimization Algorithms*, 2023, algorithm 2
/// (<https://arxiv.org/abs/2302.06675>).
public struct Lion: ElementwiseRule {
  /// β₁, in 0 ..< 1: of the mean that decides.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1: of the mean that is kept.
  public var beta2 = 0.99
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// The paper's constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, beta1, beta2, kept: Double
  }

  /// The hyperparameters; every step is alike.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(
      rate: moment.learningRate, beta1: beta1, beta2: beta2,
      kept: 1 - moment.learningRate * weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let direction = (step.beta1 * memory.first + (1 - step.beta1) * gradient).sign()
    parameter = step.kept * parameter - step.rate * direction
    memory.first = step.beta2 * memory.first + (1 - step.beta2) * gradient
  }
}

extension Lion {
  /// `lion`.
  public static var word: String { "lion" }
  /// One sentence for lists.
  public static var summary: String { "the sign of a mean of gradients; one number per element" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    p ← p − η·(sign(β₁·m + (1 − β₁)·g) + λ·p)
    m ← β₂·m + (1 − β₂)·g
    """
  }
  /// What it is for.
  public static var purpose: String {
    "large models and batches at half of Adam's memory; a third to a tenth of its rate, and more decay"
  }
  /// Where it comes from.
  public static var source: String { "Chen et al. 2023" }
  /// 0.0003, a tenth of AdamW's.
  public var typicalRate: Double { 3e-4 }
  /// λ.
  public func decoupledDecay(of parameter: ParameterShape) -> Double { weightDecay }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...1 }
  /// m.
  public var elementSlots: [Slot] { [Slot("mean")] }
  /// All may be scheduled.
  public static var hyperparameters: [RuleHyperparameter<Lion>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
