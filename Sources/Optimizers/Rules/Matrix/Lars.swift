package import Notation

extension Optimizer {
  /// LARS: momentum over gradients that are scaled to a share of the parameter's norm.
  ///
  /// ```
  /// r ← c·‖p‖ / (‖g‖ + λ·‖p‖ + ε)
  /// d ← r·(g + λ·p)
  /// v ← μ·v + d
  /// p ← p − η·(d + μ·v)      with Nesterov
  /// p ← p − η·v              without
  /// ```
  ///
  /// where η is the learning rate, μ `momentum`, c `trust`, λ `weightDecay` and ‖·‖ the Euclidean
  /// norm over one parameter. Where ‖p‖ or ‖g‖ is 0, r is 1. Parameters of fewer than two
  /// dimensions, such as biases, take plain momentum steps without decay, d = g, unless `vectors`
  /// is true. LARS is made for large batches. Its rates are about a thousand times those of plain
  /// momentum, since c = 0.001 scales them.
  ///
  /// Source: You et al., *Large Batch Training of Convolutional Networks*, 2017, algorithm 1
  /// (<https://arxiv.org/abs/1708.03888>). In the paper, η is part of the velocity. Here, as in
  /// most implementations, η multiplies the velocity, so that a change of the rate acts at once.
  ///
  /// - Parameters:
  ///   - momentum: μ, in 0 ..< 1.
  ///   - trust: c, positive.
  ///   - epsilon: ε, at least 0.
  ///   - weightDecay: λ, at least 0.
  ///   - nesterov: Whether the step looks ahead along the velocity; needs momentum.
  ///   - vectors: Whether parameters of fewer than two dimensions are treated like matrices.
  /// - Precondition: every number is in its range.
  public static func lars(
    momentum: Double = 0.9, trust: Double = 1e-3, epsilon: Double = 1e-8,
    weightDecay: Double = 1e-4, nesterov: Bool = false, vectors: Bool = false
  ) -> Optimizer {
    var rule = Lars()
    (rule.momentum, rule.trust, rule.epsilon) = (momentum, trust, epsilon)
    (rule.weightDecay, rule.nesterov, rule.vectors) = (weightDecay, nesterov, vectors)
    return Optimizer(rule)
  }
}

/// The rule of `lars`.
package struct Lars: NamedRule {
  package var momentum = 0.9
  package var trust = 1e-3
  package var epsilon = 1e-8
  package var weightDecay = 1e-4
  package var nesterov = false
  package var vectors = false

  /// The paper's constants.
  package init() {}

  /// One pass for the norms, one for the step.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let rules = step.groups.map { setting($0.hyperparameters) }
    let sums = step.apply(Norms.self, slots: []) { _ in () }
    let coefficients = step.parameters.indices.map { index in
      rules[step.groupIndex(of: index)].coefficients(
        of: step.parameters[index].shape, step.group(of: index).learningRate,
        sums[index][Norms.parameterSquares].squareRoot(),
        sums[index][Norms.gradientSquares].squareRoot())
    }
    step.apply(LarsStep.self, slots: momentum > 0 ? [LarsStep.velocity] : []) { coefficients[$0] }
  }

  private func coefficients(
    of shape: ParameterShape, _ rate: Double, _ parameter: Double, _ gradient: Double
  ) -> LarsStep.Coefficients {
    var step = LarsStep.Coefficients(
      rate: rate, momentum: momentum, ratio: 1, weightDecay: 0, nesterov: nesterov)
    guard vectors || shape.matrix != nil else { return step }
    step.weightDecay = weightDecay
    if parameter > 0, gradient > 0 {
      step.ratio = trust * parameter / (gradient + weightDecay * parameter + epsilon)
    }
    return step
  }
}

extension Lars {
  /// `lars`.
  package static let word = NotationWord(
    "lars", summary: "momentum whose steps are a share of each matrix's norm",
    formula: """
      h = t·‖p‖/(‖g‖ + λ·‖p‖ + ε)
      v ← μ·v + h·(g + λ·p),  p ← p − η·v, tensor by tensor
      """,
    purpose: "very large batches, of convolutions", source: "You et al. 2017")
  /// 1 at momentum 0.9, and the same pull 10 on the parameters at others.
  package var typicalRate: Double { 10 * (1 - momentum) }
  /// The velocity, when there is momentum.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    momentum > 0 ? [Slot(LarsStep.velocity)] : []
  }
  /// Momentum can be scheduled where there is one.
  package static var hyperparameters: NotationParameters<Lars> {
    [
      .share("momentum", \.momentum) { $0.momentum > 0 }, .positive("trust", \.trust),
      .notNegative("epsilon", \.epsilon), .notNegative("weightDecay", \.weightDecay),
      .flag("nesterov", \.nesterov), .flag("vectors", \.vectors),
    ]
  }
  /// Nesterov's step needs a velocity.
  package var conflict: OptimizerError? {
    nesterov && momentum == 0
      ? OptimizerError("momentum", "positive with nesterov", received: momentum) : nil
  }
}

/// The sums of p² and g², of which the roots are the norms.
@usableFromInline package enum Norms: FusedPass {
  @inlinable package static var parameterSquares: SumKey { SumKey(0) }
  @inlinable package static var gradientSquares: SumKey { SumKey(1) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 0...0 }
  @inlinable package static var writes: PassWrites { [] }
  @inlinable package static var sums: Bool { true }
  /// Adds both squares.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Void
  ) {
    sums[parameterSquares] = sums[parameterSquares] + parameter * parameter
    sums[gradientSquares] = sums[gradientSquares] + gradient * gradient
  }
}

/// The second pass of ``Lars``: the step.
@usableFromInline package enum LarsStep: FusedPass {
  @inlinable package static var velocity: StateKey { StateKey(0, "velocity") }
  @inlinable package static var slotCounts: ClosedRange<Int> { 0...1 }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, momentum, ratio, weightDecay: Double
    @usableFromInline var nesterov: Bool
  }
  /// See the formula of ``Lars``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let scaled = step.ratio * (gradient + step.weightDecay * parameter)
    memory[velocity] = step.momentum * memory[velocity] + scaled
    let direction = step.nesterov ? scaled + step.momentum * memory[velocity] : memory[velocity]
    parameter = parameter - step.rate * direction
  }
}
