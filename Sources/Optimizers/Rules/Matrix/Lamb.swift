package import Notation

extension Optimizer {
  /// LAMB: Adam's steps, scaled to a share of each parameter's norm.
  ///
  /// ```
  /// m ← β₁·m + (1 − β₁)·g
  /// v ← β₂·v + (1 − β₂)·g²
  /// u ← m/(1 − β₁ᵗ) / (√v/√(1 − β₂ᵗ) + ε) + λ·p
  /// p ← p − η · ‖p‖/‖u‖ · u
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1, λ `weightDecay`, and ‖·‖ the
  /// Euclidean norm over one parameter. The step has length η·‖p‖ for any gradient. If ‖p‖ or ‖u‖
  /// is 0, the quotient counts as 1, and the step is Adam's. LAMB is made for large batches.
  /// Parameters with small initial values begin with small steps.
  ///
  /// Source: You et al., *Large Batch Optimization for Deep Learning*, 2020, algorithm 2
  /// (<https://arxiv.org/abs/1904.00962>), with φ(x) = x. Clipping of the gradient's norm, part of
  /// some implementations, is not part of the rule.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func lamb(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-6, weightDecay: Double = 0.01
  ) -> Optimizer {
    var rule = Lamb()
    (rule.beta1, rule.beta2) = (beta1, beta2)
    (rule.epsilon, rule.weightDecay) = (epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `lamb`.
package struct Lamb: NamedRule {
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-6
  package var weightDecay = 0.01

  /// The paper's constants.
  package init() {}

  /// One pass takes the gradient into the means and sums the squares of p and u; the second
  /// computes u again, which costs less than storing it, and moves the parameters.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let directions = step.groups.map { setting($0.hyperparameters).direction(at: step.count) }
    let sums = step.apply(
      LambDirection.self, slots: [LambDirection.mean, LambDirection.square], group: directions)
    let moves = step.parameters.indices.map { index in
      let (parameter, update) = (
        sums[index][LambDirection.parameterSquares].squareRoot(),
        sums[index][LambDirection.stepSquares].squareRoot()
      )
      let ratio = parameter > 0 && update > 0 ? parameter / update : 1
      return LambStep.Coefficients(
        direction: directions[step.groupIndex(of: index)],
        rate: step.group(of: index).learningRate * ratio)
    }
    step.apply(LambStep.self, slots: [LambDirection.mean, LambDirection.square]) { moves[$0] }
  }

  private func direction(at count: Int) -> LambDirection.Coefficients {
    LambDirection.Coefficients(
      moments: AdamMoments(
        learningRate: 1, beta1: beta1, beta2: beta2, epsilon: epsilon, count: count),
      weightDecay: weightDecay)
  }
}

extension Lamb {
  /// `lamb`.
  package static let word = NotationWord(
    "lamb", summary: "Adam's steps, as long as a share of each parameter's norm",
    formula: """
      u ← m̂/(√v̂ + ε) + λ·p
      p ← p − η·‖p‖/‖u‖·u, tensor by tensor
      """,
    purpose: "very large batches, of transformers", source: "You et al. 2020")
  /// 0.01: a hundredth of each parameter's norm.
  package var typicalRate: Double { 1e-2 }
  /// m and v.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    [Slot(LambDirection.mean), Slot(LambDirection.square)]
  }
  /// A bias correction uses the β of its step.
  package static var hyperparameters: NotationParameters<Lamb> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}

/// The first pass of ``Lamb``: its means, and the sums of p² and u².
@usableFromInline package enum LambDirection: FusedPass {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var square: StateKey { StateKey(1, "square") }
  @inlinable package static var parameterSquares: SumKey { SumKey(0) }
  @inlinable package static var stepSquares: SumKey { SumKey(1) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }

  /// The numbers from which u is computed.
  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var weightDecay: Double

    @inlinable @inline(__always)
    func direction<L: Lanes>(_ parameter: L, _ memory: Memory<L>) -> L {
      moments.step(memory[mean], over: memory[square]) + weightDecay * parameter
    }
  }
  @inlinable package static var writes: PassWrites { .memory }
  @inlinable package static var sums: Bool { true }
  /// See the formula of ``Lamb``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    step.moments.take(gradient, into: &memory, mean, square)
    let direction = step.direction(parameter, memory)
    sums[parameterSquares] = sums[parameterSquares] + parameter * parameter
    sums[stepSquares] = sums[stepSquares] + direction * direction
  }
}

/// The second pass of ``Lamb``: the step.
@usableFromInline package enum LambStep: FusedPass {
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  @inlinable package static var readsGradient: Bool { false }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var direction: LambDirection.Coefficients
    @usableFromInline var rate: Double
  }
  @inlinable package static var writes: PassWrites { .parameter }
  /// See the formula of ``Lamb``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    parameter = parameter - step.rate * step.direction.direction(parameter, memory)
  }
}
