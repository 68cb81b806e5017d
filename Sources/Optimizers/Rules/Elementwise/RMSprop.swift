extension Optimizer {
  /// Steps divided by a running root mean square; see ``RMSprop``.
  public static func rmsprop(
    alpha: Double = 0.99, centered: Bool = false, momentum: Double = 0, epsilon: Double = 1e-8,
    epsilonInside: Bool = false, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = RMSprop()
    (rule.alpha, rule.centered, rule.momentum) = (alpha, centered, momentum)
    (rule.epsilon, rule.epsilonInside) = (epsilon, epsilonInside)
    rule.weightDecay = weightDecay
    return Optimizer(rule)
  }
}

/// RMSprop: steps divided by a running root mean square of the gradient.
///
/// ```
/// g ← g + λ·p
/// n ← α·n + (1 − α)·g²
/// m ← α·m + (1 − α)·g           centered; otherwise m = 0
/// d = g / (√(n − m²) + ε)       with ε inside the root: g / √(n − m² + ε)
/// b ← μ·b + d                   p ← p − η·b
/// ```
///
/// where η is the learning rate, μ ``momentum`` (0: b = d, and nothing is remembered of it) and λ
/// ``weightDecay``, an L2 penalty. n has no bias correction: the first step is η/√(1 − α) long, ten
/// times η at α = 0.99.
///
/// Source: Tieleman & Hinton, *Lecture 6.5*, 2012; centered as in Graves, *Generating Sequences*,
/// 2013, eq. 38–45 (<https://arxiv.org/abs/1308.0850>). As in PyTorch's `torch.optim.RMSprop`, the
/// velocity b is not scaled by the rate; ``epsilonInside`` is TensorFlow's place of ε. n starts at 0,
/// where TensorFlow 1 started at 1. A variance that rounding makes negative counts as 0, where
/// PyTorch's root gives NaN.
public struct RMSprop: ElementwiseRule {
  /// α, in 0 ..< 1.
  public var alpha = 0.99
  /// Whether the mean's square is taken off the mean square.
  public var centered = false
  /// μ, in 0 ..< 1.
  public var momentum = 0.0
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-8
  /// Whether ε is added under the root.
  public var epsilonInside = false
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// PyTorch's constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, alpha, momentum, inside, outside, weightDecay: Double
    @usableFromInline var centered: Bool
    @usableFromInline var hasVelocity: Bool
  }

  /// The hyperparameters; every step is alike.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(
      rate: moment.learningRate, alpha: alpha, momentum: momentum,
      inside: epsilonInside ? epsilon : 0, outside: epsilonInside ? 0 : epsilon,
      weightDecay: weightDecay, centered: centered, hasVelocity: momentum > 0)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory.first = step.alpha * memory.first + (1 - step.alpha) * gradient * gradient
    var variance = memory.first
    if step.centered {
      memory.second = memory.second + (1 - step.alpha) * (gradient - memory.second)
      let centered = variance - memory.second * memory.second
      // Not below 0; and where both squares are infinite, so is the variance.
      variance = variance.smaller(centered).larger(.zeros)
    }
    var direction = gradient / ((variance + step.inside).root() + step.outside)
    if step.hasVelocity {
      // The velocity is the last slot, whichever that is.
      direction = step.momentum * (step.centered ? memory.third : memory.second) + direction
      if step.centered { memory.third = direction } else { memory.second = direction }
    }
    parameter = parameter - step.rate * direction
  }
}

extension RMSprop {
  /// `rmsprop`.
  public static var word: String { "rmsprop" }
  /// One sentence for lists.
  public static var summary: String { "steps divided by a running root mean square" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    s ← α·s + (1 − α)·g²
    p ← p − η·g/(√s + ε), through momentum where there is one
    """
  }
  /// What it is for.
  public static var purpose: String {
    "recurrent networks and reinforcement learning, by tradition"
  }
  /// Where it comes from.
  public static var source: String { "Tieleman & Hinton 2012; PyTorch" }
  /// 0.001 without momentum, and the same pull on the parameters with it.
  public var typicalRate: Double { 1e-3 * (1 - momentum) }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...3 }
  /// n, m when it is centered, and the velocity when there is momentum.
  public var elementSlots: [Slot] {
    [Slot("square")] + (centered ? [Slot("mean")] : []) + (momentum > 0 ? [Slot("velocity")] : [])
  }
  /// Momentum can be scheduled where there is one.
  public static var hyperparameters: [RuleHyperparameter<RMSprop>] {
    [
      .share("alpha", \.alpha), .flag("centered", \.centered),
      .share("momentum", \.momentum) { $0.momentum > 0 }, .positive("epsilon", \.epsilon),
      .flag("epsilonInside", \.epsilonInside), .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
