extension Optimizer {
  /// Stochastic gradient descent; see ``SGD``.
  public static func sgd(
    momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = SGD()
    (rule.momentum, rule.dampening) = (momentum, dampening)
    (rule.nesterov, rule.weightDecay) = (nesterov, weightDecay)
    return Optimizer(rule)
  }
}

/// Stochastic gradient descent, with momentum and Nesterov's look ahead when asked for.
///
/// ```
/// g ← g + λ·p
/// v ← μ·v + (1 − τ)·g      at the first step v ← g
/// p ← p − η·(g + μ·v)      with Nesterov
/// p ← p − η·v              without
/// ```
///
/// where η is the learning rate, μ ``momentum``, τ ``dampening`` and λ ``weightDecay`` (an L2 penalty,
/// coupled to the rate). With μ = 0 nothing is remembered and the step is p − η·g. With all of the
/// data in one batch it is plain gradient descent.
///
/// Source: Sutskever et al., *On the importance of initialization and momentum*, 2013; the rule is
/// PyTorch's `torch.optim.SGD`, whose velocity is not scaled by the rate.
public struct SGD: ElementwiseRule {
  /// μ, in 0 ..< 1.
  public var momentum = 0.0
  /// τ, in 0 … 1; PyTorch's first velocity is undamped.
  public var dampening = 0.0
  /// Whether the step looks ahead along the velocity; asks for momentum and no dampening.
  public var nesterov = false
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// Without momentum.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, momentum, taken, weightDecay: Double
    @usableFromInline var nesterov: Bool
  }

  /// The hyperparameters; only the first step differs.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(
      rate: moment.learningRate, momentum: momentum, taken: moment.count == 1 ? 1 : 1 - dampening,
      weightDecay: weightDecay, nesterov: nesterov)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory.first = step.momentum * memory.first + step.taken * gradient
    let direction = step.nesterov ? gradient + step.momentum * memory.first : memory.first
    parameter = parameter - step.rate * direction
  }
}

extension SGD {
  /// `sgd`.
  public static var word: String { "sgd" }
  /// One sentence for lists.
  public static var summary: String { "stochastic gradient descent, with momentum when asked for" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    v ← μ·v + (1 − τ)·g
    p ← p − η·v, or p − η·(g + μ·v) with Nesterov
    """
  }
  /// What it is for.
  public static var purpose: String {
    "the plain choice; with momentum 0.9 and a tuned rate hard to beat for convolutions"
  }
  /// Where it comes from.
  public static var source: String { "Sutskever et al. 2013; PyTorch" }
  /// 0.05 at momentum 0.9, and the same pull 0.5 on the parameters at others.
  public var typicalRate: Double { 0.5 * (1 - momentum) }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 0...1 }
  /// The velocity, when there is momentum.
  public var elementSlots: [Slot] { momentum > 0 ? [Slot("velocity")] : [] }
  /// Momentum can be scheduled where there is one.
  public static var hyperparameters: [RuleHyperparameter<SGD>] {
    [
      .share("momentum", \.momentum) { $0.momentum > 0 },
      .number("dampening", \.dampening, isScheduled: { $0.momentum > 0 }) {
        OptimizerError.within(0...1, $0, $1)
      },
      .flag("nesterov", \.nesterov), .notNegative("weightDecay", \.weightDecay),
    ]
  }
  /// Nesterov's step needs a velocity, and an undamped one.
  public var conflict: OptimizerError? {
    guard nesterov else { return nil }
    return momentum == 0
      ? OptimizerError("momentum", "positive with nesterov", received: momentum)
      : dampening != 0
        ? OptimizerError("dampening", "0 with nesterov", received: dampening) : nil
  }
}
