public import Notation

extension Optimizer {
  /// Sign descent: every element steps by the rate, against the sign of its gradient or of a mean.
  ///
  /// ```
  /// m ← μ·m + (1 − μ)·g
  /// p ← (1 − η·λ)·p − η·sign(m)
  /// ```
  ///
  /// where η is the learning rate, μ `momentum` and λ `weightDecay`, decoupled. With μ = 0 it uses
  /// the sign of the gradient itself and remembers nothing; with momentum it is known as Signum.
  /// Where m is exactly 0 the parameter does not change. Steps do not shrink with the gradient, so
  /// the rate must.
  ///
  /// Source: Bernstein et al., *signSGD*, 2018, algorithms 1 and 2
  /// (<https://arxiv.org/abs/1802.04434>).
  ///
  /// - Parameters:
  ///   - momentum: μ, in 0 ..< 1.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func signSGD(momentum: Double = 0, weightDecay: Double = 0) -> Optimizer {
    var rule = SignSGD()
    (rule.momentum, rule.weightDecay) = (momentum, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `signSGD`.
@usableFromInline package struct SignSGD: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }

  package var momentum = 0.0
  package var weightDecay = 0.0

  /// Without momentum.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, momentum, kept: Double
  }

  /// The hyperparameters. The formula is the same at every step.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      rate: step.learningRate, momentum: momentum, kept: 1 - step.learningRate * weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    memory[mean] = memory[mean] + (1 - step.momentum) * (gradient - memory[mean])
    parameter = step.kept * parameter - step.rate * memory[mean].signum()
  }
}

extension SignSGD {
  /// `signSGD`.
  @usableFromInline package static let word = NotationWord(
    "signSGD", summary: "the sign of the gradient, or of its mean",
    formula: """
      m ← μ·m + (1 − μ)·g
      p ← p − η·sign(m)
      """,
    purpose: "gradients that are sent between machines, and as a yardstick",
    source: "Bernstein et al. 2018")
  /// 0.0003, as Lion's.
  @usableFromInline package var typicalRate: Double { 3e-4 }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  /// 1/√10: steps do not shrink with the gradient, so a rate that is fast at first is too high later.
  @usableFromInline package var searchFactor: Double { 0.316 }
  /// λ.
  @usableFromInline package func decoupledDecay(of parameter: ParameterShape) -> Double {
    weightDecay
  }
  @inlinable package static var slotCounts: ClosedRange<Int> { 0...1 }
  /// m, when there is momentum.
  @usableFromInline package var elementSlots: [Slot] { momentum > 0 ? [Slot(Self.mean)] : [] }
  /// Momentum can be scheduled where there is one.
  @usableFromInline package static var hyperparameters: NotationParameters<SignSGD> {
    [
      .share("momentum", \.momentum) { $0.momentum > 0 },
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
