extension Optimizer {
  /// Adam with decoupled weight decay; see ``AdamW``.
  public static func adamw(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0.01,
    amsgrad: Bool = false
  ) -> Optimizer {
    var rule = AdamW()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.weightDecay, rule.amsgrad) = (weightDecay, amsgrad)
    return Optimizer(rule)
  }
}

/// Adam with decoupled weight decay.
///
/// ```
/// p ← (1 − η·λ)·p
/// p ← p − Adam's step
/// ```
///
/// where η is the learning rate and λ ``weightDecay``; the decay does not pass through the means
/// of ``Adam``. With λ = 0 it is Adam. Since η multiplies λ, a schedule on the rate also schedules
/// the decay.
///
/// Source: Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, 2019, algorithm 2
/// (<https://arxiv.org/abs/1711.05101>), with PyTorch's η·λ in place of the paper's separate factor.
public struct AdamW: ElementwiseRule {
  /// β₁, in 0 ..< 1.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1.
  public var beta2 = 0.999
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-8
  /// λ, at least 0.
  public var weightDecay = 0.01
  /// Whether the largest v so far is used.
  public var amsgrad = false

  /// The paper's constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var kept: Double
    @usableFromInline var amsgrad: Bool
  }

  /// Both bias corrections and the share of the parameter that is kept, worked out once.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(
      moments: AdamMoments(
        learningRate: moment.learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        count: moment.count),
      kept: 1 - moment.learningRate * weightDecay, amsgrad: amsgrad)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    step.moments.take(gradient, into: &memory.first, &memory.second)
    memory.third = memory.third.larger(memory.second)
    let square = step.amsgrad ? memory.third : memory.second
    parameter = step.kept * parameter - step.moments.step(memory.first, over: square)
  }
}

extension AdamW {
  /// `adamw`.
  public static var word: String { "adamw" }
  /// One sentence for lists.
  public static var summary: String { "Adam with decoupled weight decay" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²
    p ← (1 − η·λ)·p − η·m̂/(√v̂ + ε)
    """
  }
  /// What it is for.
  public static var purpose: String {
    "the default for most networks, and for transformers"
  }
  /// Where it comes from.
  public static var source: String { "Loshchilov & Hutter 2019; PyTorch" }
  /// 0.003, for networks of moderate size.
  public var typicalRate: Double { 3e-3 }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...3 }
  /// m and v, and v's maximum where it is used.
  public var elementSlots: [Slot] {
    [Slot("mean"), Slot("square")] + (amsgrad ? [Slot("largest")] : [])
  }
  /// λ.
  public func decoupledDecay(of parameter: ParameterShape) -> Double { weightDecay }
  /// A bias correction uses the β of its step.
  public static var hyperparameters: [RuleHyperparameter<AdamW>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("amsgrad", \.amsgrad),
    ]
  }
}
