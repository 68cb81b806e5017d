extension Optimizer {
  /// The sign of the gradient, or of its mean; see ``SignSGD``.
  public static func signSGD(momentum: Double = 0, weightDecay: Double = 0) -> Optimizer {
    var rule = SignSGD()
    (rule.momentum, rule.weightDecay) = (momentum, weightDecay)
    return Optimizer(rule)
  }
}

/// Sign descent: every element steps by the rate, against the sign of its gradient or of a mean.
///
/// ```
/// m ← μ·m + (1 − μ)·g
/// p ← (1 − η·λ)·p − η·sign(m)
/// ```
///
/// where η is the learning rate, μ ``momentum`` and λ ``weightDecay``, decoupled. With μ = 0 nothing
/// is remembered and the gradient itself decides; with momentum it is known as Signum. Where m is
/// exactly 0 the parameter stays. Steps do not shrink with the gradient: the rate has to.
///
/// Source: Bernstein et al., *signSGD*, 2018, algorithms 1 and 2
/// (<https://arxiv.org/abs/1802.04434>).
public struct SignSGD: ElementwiseRule {
  /// μ, in 0 ..< 1.
  public var momentum = 0.0
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// Without momentum.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, momentum, kept: Double
  }

  /// The hyperparameters; every step is alike.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(
      rate: moment.learningRate, momentum: momentum, kept: 1 - moment.learningRate * weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    memory.first = memory.first + (1 - step.momentum) * (gradient - memory.first)
    parameter = step.kept * parameter - step.rate * memory.first.sign()
  }
}

extension SignSGD {
  /// `signSGD`.
  public static var word: String { "signSGD" }
  /// One sentence for lists.
  public static var summary: String { "the sign of the gradient, or of its mean" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    m ← μ·m + (1 − μ)·g
    p ← p − η·sign(m)
    """
  }
  /// What it is for.
  public static var purpose: String {
    "gradients that are sent between machines, and as a yardstick"
  }
  /// Where it comes from.
  public static var source: String { "Bernstein et al. 2018" }
  /// 0.0003, as Lion's.
  public var typicalRate: Double { 3e-4 }
  /// λ.
  public func decoupledDecay(of parameter: ParameterShape) -> Double { weightDecay }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 0...1 }
  /// m, when there is momentum.
  public var elementSlots: [Slot] { momentum > 0 ? [Slot("mean")] : [] }
  /// Momentum can be scheduled where there is one.
  public static var hyperparameters: [RuleHyperparameter<SignSGD>] {
    [
      .share("momentum", \.momentum) { $0.momentum > 0 },
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
