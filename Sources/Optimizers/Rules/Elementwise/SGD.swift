public import Notation

extension Optimizer {
  /// Stochastic gradient descent, with momentum and Nesterov's look ahead when asked for.
  ///
  /// ```
  /// g ← g + λ·p
  /// v ← μ·v + (1 − τ)·g      at the first step v ← g
  /// p ← p − η·(g + μ·v)      with Nesterov
  /// p ← p − η·v              without
  /// p ← p − η·(g + μ·g₋)     not accumulated; g₋ is the gradient of the step before, at first 0
  /// ```
  ///
  /// where η is the learning rate, μ `momentum`, τ `dampening` and λ `weightDecay` (an L2 penalty,
  /// coupled to the rate). With μ = 0 the step is p − η·g, and nothing is remembered. With all of
  /// the data in one batch it is plain gradient descent.
  ///
  /// Tutorials often write v ← μ·v + (1 − μ)·g: that is `momentum` μ with (1 − μ) times the rate.
  ///
  /// Source: Sutskever et al., *On the importance of initialization and momentum*, 2013; the rule
  /// is PyTorch's `torch.optim.SGD`, whose velocity is not scaled by the rate.
  ///
  /// - Parameters:
  ///   - momentum: μ, in 0 ..< 1.
  ///   - dampening: τ, in 0 … 1; PyTorch's first velocity is undamped.
  ///   - nesterov: Whether the step looks ahead along the velocity; asks for momentum and no
  ///     dampening.
  ///   - accumulated: Whether the velocity sums all gradients so far. If not, it is the last
  ///     gradient alone, as some tutorials write momentum; needs momentum, and neither Nesterov nor
  ///     dampening.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func sgd(
    momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false,
    accumulated: Bool = true, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = SGD()
    (rule.momentum, rule.dampening) = (momentum, dampening)
    (rule.nesterov, rule.accumulated, rule.weightDecay) = (nesterov, accumulated, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `sgd`.
@usableFromInline package struct SGD: ElementwiseRule {
  @inlinable package static var velocity: StateKey { StateKey(0, "velocity") }

  package var momentum = 0.0
  package var dampening = 0.0
  package var nesterov = false
  package var accumulated = true
  package var weightDecay = 0.0

  /// Without momentum.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, momentum, taken, weightDecay: Double
    @usableFromInline var nesterov, accumulated: Bool
  }

  /// The hyperparameters. Only the first step differs: its velocity is not damped.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      rate: step.learningRate, momentum: momentum, taken: step.count == 1 ? 1 : 1 - dampening,
      weightDecay: weightDecay, nesterov: nesterov, accumulated: accumulated)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    if !step.accumulated {
      parameter = parameter - step.rate * (gradient + step.momentum * memory[velocity])
      memory[velocity] = gradient
      return
    }
    memory[velocity] = step.momentum * memory[velocity] + step.taken * gradient
    let direction = step.nesterov ? gradient + step.momentum * memory[velocity] : memory[velocity]
    parameter = parameter - step.rate * direction
  }
}

extension SGD {
  /// `sgd`.
  @usableFromInline package static let word = NotationWord(
    "sgd", summary: "stochastic gradient descent, with or without momentum",
    formula: """
      v ← μ·v + (1 − τ)·g
      p ← p − η·v, or p − η·(g + μ·v) with Nesterov
      """,
    purpose: "the plain choice; with momentum 0.9 and a tuned rate hard to beat for convolutions",
    source: "Sutskever et al. 2013; PyTorch")
  /// 0.05 at momentum 0.9, and the same pull 0.5 on the parameters at others.
  @usableFromInline package var typicalRate: Double { 0.5 * (1 - momentum) }
  /// The step is a mean of gradients times the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .proportional }
  @inlinable package static var slotCounts: ClosedRange<Int> { 0...1 }
  /// The velocity, when there is momentum.
  @usableFromInline package var elementSlots: [Slot] { momentum > 0 ? [Slot(Self.velocity)] : [] }
  /// Momentum can be scheduled where there is one.
  @usableFromInline package static var hyperparameters: NotationParameters<SGD> {
    [
      .share("momentum", \.momentum) { $0.momentum > 0 },
      .number("dampening", \.dampening, .unit) { $0.momentum > 0 },
      .flag("nesterov", \.nesterov), .flag("accumulated", \.accumulated),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
  /// Nesterov's step needs a velocity, and an undamped one.
  @usableFromInline package var conflict: OptimizerError? {
    if !accumulated {
      return momentum == 0
        ? OptimizerError("momentum", "positive where it is not accumulated", received: momentum)
        : nesterov || dampening != 0
          ? OptimizerError(
            "accumulated", "true with nesterov or dampening", received: "false") : nil
    }
    guard nesterov else { return nil }
    return momentum == 0
      ? OptimizerError("momentum", "positive with nesterov", received: momentum)
      : dampening != 0
        ? OptimizerError("dampening", "0 with nesterov", received: dampening) : nil
  }
}
