extension Optimizer {
  /// Adam's steps, as long as a share of each parameter's norm; see ``Lamb``.
  public static func lamb(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-6, weightDecay: Double = 0.01
  ) -> Optimizer {
    var rule = Lamb()
    (rule.beta1, rule.beta2) = (beta1, beta2)
    (rule.epsilon, rule.weightDecay) = (epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// LAMB: Adam's steps, each parameter's brought to a share of the parameter's own norm.
///
/// ```
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// u ← m/(1 − β₁ᵗ) / (√v/√(1 − β₂ᵗ) + ε) + λ·p
/// p ← p − η · ‖p‖/‖u‖ · u
/// ```
///
/// where η is the learning rate, t the count of this step from 1, λ ``weightDecay``, and ‖·‖ the
/// Euclidean norm over one parameter. The step has length η·‖p‖ whatever the gradient; where ‖p‖ or
/// ‖u‖ is 0 the quotient is 1 and the step Adam's. Made for large batches; a parameter that begins
/// at small numbers begins with small steps.
///
/// Source: You et al., *Large Batch Optimization for Deep Learning*, 2020, algorithm 2
/// (<https://arxiv.org/abs/1904.00962>), with φ(x) = x. Clipping of the gradient's norm, part of
/// some implementations, is not part of the rule.
public struct Lamb: NamedRule {
  /// β₁, in 0 ..< 1.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1.
  public var beta2 = 0.999
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-6
  /// λ, at least 0.
  public var weightDecay = 0.01

  /// The paper's constants.
  public init() {}

  /// One sweep takes the gradient into the means and sums the squares of p and u; the second works
  /// out u again, which costs less than storing it, and moves the parameters.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let directions = step.groups.map { setting($0.hyperparameters).direction(at: step.count) }
    let sums = step.sweep(LambDirection.self, slots: 0..<2, group: directions)
    let moves = step.parameters.indices.map { index in
      let (parameter, update) = (sums[index].first.squareRoot(), sums[index].second.squareRoot())
      let ratio = parameter > 0 && update > 0 ? parameter / update : 1
      return LambMove.Coefficients(
        direction: directions[step.groupIndex(of: index)],
        rate: step.group(of: index).learningRate * ratio)
    }
    step.sweep(LambMove.self, slots: [0, 1]) { moves[$0] }
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
  public static var word: String { "lamb" }
  /// One sentence for lists.
  public static var summary: String { "Adam's steps, as long as a share of each parameter's norm" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    u ← m̂/(√v̂ + ε) + λ·p
    p ← p − η·‖p‖/‖u‖·u, tensor by tensor
    """
  }
  /// What it is for.
  public static var purpose: String {
    "very large batches, of transformers"
  }
  /// Where it comes from.
  public static var source: String { "You et al. 2020" }
  /// 0.01: a hundredth of each parameter's norm.
  public var typicalRate: Double { 1e-2 }
  /// m and v.
  public func slots(of parameter: ParameterShape) -> [Slot] { [Slot("mean"), Slot("square")] }
  /// A bias correction uses the β of its step.
  public static var hyperparameters: [RuleHyperparameter<Lamb>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}

/// The first pass of ``Lamb``: its means, and the sums of p² and u².
public enum LambDirection: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }

  /// What u needs.
  public struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var weightDecay: Double

    @inlinable @inline(__always)
    func direction<L: Lanes>(_ parameter: L, _ memory: Memory<L>) -> L {
      moments.step(memory.first, over: memory.second) + weightDecay * parameter
    }
  }
  /// The means.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .memory }
  /// Σp² and Σu².
  @inlinable @inline(__always)
  public static var sums: Bool { true }
  /// See the formula of ``Lamb``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    step.moments.take(gradient, into: &memory.first, &memory.second)
    let direction = step.direction(parameter, memory)
    sums.first = sums.first + parameter * parameter
    sums.second = sums.second + direction * direction
  }
}

/// The second pass of ``Lamb``: the step.
public enum LambMove: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }

  /// No.
  @inlinable @inline(__always)
  public static var readsGradient: Bool { false }

  /// What the step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var direction: LambDirection.Coefficients
    @usableFromInline var rate: Double
  }
  /// The parameters.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .parameter }
  /// See the formula of ``Lamb``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    parameter = parameter - step.rate * step.direction.direction(parameter, memory)
  }
}
