extension Optimizer {
  /// Adam with an L2 penalty; see ``Adam``.
  public static func adam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0,
    amsgrad: Bool = false
  ) -> Optimizer {
    var rule = Adam()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.weightDecay, rule.amsgrad) = (weightDecay, amsgrad)
    return Optimizer(rule)
  }
}

/// Adam: steps scaled by running means of the gradient and of its square.
///
/// ```
/// g ← g + λ·p
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// p ← p − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
/// ```
///
/// where η is the learning rate, t the count of this step from 1, and λ ``weightDecay``, an L2
/// penalty that passes through both means; ``AdamW`` decouples it. The first step has size η in
/// every element whose gradient is far above ε. With ``amsgrad`` the largest v so far takes v's place
/// under the root (Reddi et al., *On the Convergence of Adam and Beyond*, 2018).
///
/// Source: Kingma & Ba, *Adam*, 2015, algorithm 1 (<https://arxiv.org/abs/1412.6980>), ε outside
/// the root and after the correction, as in PyTorch's `torch.optim.Adam`.
public struct Adam: ElementwiseRule {
  /// β₁, in 0 ..< 1.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1.
  public var beta2 = 0.999
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-8
  /// λ, at least 0.
  public var weightDecay = 0.0
  /// Whether the largest v so far is used.
  public var amsgrad = false

  /// The paper's constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var weightDecay: Double
    @usableFromInline var amsgrad: Bool
  }

  /// Both bias corrections, worked out once.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(
      moments: AdamMoments(
        learningRate: moment.learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        count: moment.count),
      weightDecay: weightDecay, amsgrad: amsgrad)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    step.moments.take(gradient, into: &memory.first, &memory.second)
    memory.third = memory.third.larger(memory.second)
    let square = step.amsgrad ? memory.third : memory.second
    parameter = parameter - step.moments.step(memory.first, over: square)
  }
}

extension Adam {
  /// `adam`.
  public static var word: String { "adam" }
  /// One sentence for lists.
  public static var summary: String { "running means of gradient and square; decay as L2 penalty" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²
    p ← p − η·m̂/(√v̂ + ε)
    """
  }
  /// What it is for.
  public static var purpose: String {
    "most networks, without weight decay; with it take adamw"
  }
  /// Where it comes from.
  public static var source: String { "Kingma & Ba 2015; PyTorch" }
  /// 0.003, for networks of moderate size.
  public var typicalRate: Double { 3e-3 }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...3 }
  /// m and v, and v's maximum where it is used.
  public var elementSlots: [Slot] {
    [Slot("mean"), Slot("square")] + (amsgrad ? [Slot("largest")] : [])
  }
  /// A bias correction uses the β of its step.
  public static var hyperparameters: [RuleHyperparameter<Adam>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("amsgrad", \.amsgrad),
    ]
  }
}
