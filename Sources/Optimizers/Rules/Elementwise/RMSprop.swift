public import Notation

extension Optimizer {
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
  /// where η is the learning rate, μ `momentum` (0: b = d, without a slot for b) and λ
  /// `weightDecay`, an L2 penalty. n has no bias correction: the first step has size η/√(1 − α),
  /// ten times η at α = 0.99.
  ///
  /// With α = 0 only the present gradient counts, n = g²: some tutorials write the rule so. The
  /// step is then nearly the sign of the gradient, g/(|g| + ε), and no average of past squares.
  ///
  /// Source: Tieleman & Hinton, *Lecture 6.5*, 2012; centered as in Graves, *Generating Sequences*,
  /// 2013, eq. 38–45 (<https://arxiv.org/abs/1308.0850>). As in PyTorch's `torch.optim.RMSprop`,
  /// the velocity b is not scaled by the rate; `epsilonInside` adds ε where TensorFlow does. n
  /// starts at 0; in TensorFlow 1 it started at 1. If rounding makes the variance negative, it
  /// counts as 0; PyTorch's root gives NaN.
  ///
  /// - Parameters:
  ///   - alpha: α, in 0 ..< 1.
  ///   - centered: Whether the square of the mean is subtracted, so that n − m² is the variance.
  ///   - momentum: μ, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - epsilonInside: Whether ε is added under the root.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
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

/// The rule of `rmsprop`.
@usableFromInline package struct RMSprop: ElementwiseRule {
  @inlinable package static var square: StateKey { StateKey(0, "square") }
  @inlinable package static var mean: StateKey { StateKey(1, "mean") }
  @inlinable package static var velocity: StateKey { StateKey(1, "velocity") }
  @inlinable package static var velocityBesideMean: StateKey { StateKey(2, "velocity") }

  package var alpha = 0.99
  package var centered = false
  package var momentum = 0.0
  package var epsilon = 1e-8
  package var epsilonInside = false
  package var weightDecay = 0.0

  /// PyTorch's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, alpha, momentum, inside, outside, weightDecay: Double
    @usableFromInline var centered: Bool
    @usableFromInline var hasVelocity: Bool
  }

  /// The hyperparameters. The formula is the same at every step.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      rate: step.learningRate, alpha: alpha, momentum: momentum,
      inside: epsilonInside ? epsilon : 0, outside: epsilonInside ? 0 : epsilon,
      weightDecay: weightDecay, centered: centered, hasVelocity: momentum > 0)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory[square] = step.alpha * memory[square] + (1 - step.alpha) * gradient * gradient
    var variance = memory[square]
    if step.centered {
      memory[mean] = memory[mean] + (1 - step.alpha) * (gradient - memory[mean])
      let centered = variance - memory[mean] * memory[mean]
      // Not below 0; and where both squares are infinite, so is the variance.
      variance = L.pointwiseMax(L.pointwiseMin(variance, centered), .zero)
    }
    var direction = gradient / ((variance + step.inside).squareRoot() + step.outside)
    if step.hasVelocity {
      // The velocity is the last slot, whichever that is.
      let before = step.centered ? memory[velocityBesideMean] : memory[velocity]
      direction = step.momentum * before + direction
      if step.centered {
        memory[velocityBesideMean] = direction
      } else {
        memory[velocity] = direction
      }
    }
    parameter = parameter - step.rate * direction
  }
}

extension RMSprop {
  /// `rmsprop`.
  @usableFromInline package static let word = NotationWord(
    "rmsprop", summary: "steps divided by a running root mean square",
    formula: """
      s ← α·s + (1 − α)·g²
      p ← p − η·g/(√s + ε), through momentum where there is one
      """,
    purpose: "recurrent networks and reinforcement learning, by tradition",
    source: "Tieleman & Hinton 2012; PyTorch")
  /// 0.005 without momentum, and the same pull on the parameters with it.
  @usableFromInline package var typicalRate: Double { 5e-3 * (1 - momentum) }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...3 }
  /// n, m when it is centered, and the velocity when there is momentum.
  @usableFromInline package var elementSlots: [Slot] {
    [Slot(Self.square)] + (centered ? [Slot(Self.mean)] : [])
      + (momentum > 0 ? [Slot(centered ? Self.velocityBesideMean : Self.velocity)] : [])
  }
  /// Momentum can be scheduled where there is one.
  @usableFromInline package static var hyperparameters: NotationParameters<RMSprop> {
    [
      .share("alpha", \.alpha), .flag("centered", \.centered),
      .share("momentum", \.momentum) { $0.momentum > 0 }, .positive("epsilon", \.epsilon),
      .flag("epsilonInside", \.epsilonInside), .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
