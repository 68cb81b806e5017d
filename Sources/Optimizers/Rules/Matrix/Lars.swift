extension Optimizer {
  /// Momentum whose steps follow each matrix's norm; see ``Lars``.
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

/// LARS: momentum over gradients that are brought to a share of the parameter's norm.
///
/// ```
/// r ← c·‖p‖ / (‖g‖ + λ·‖p‖ + ε)
/// d ← r·(g + λ·p)
/// v ← μ·v + d
/// p ← p − η·(d + μ·v)      with Nesterov
/// p ← p − η·v              without
/// ```
///
/// where η is the learning rate, μ ``momentum``, c ``trust``, λ ``weightDecay`` and ‖·‖ the
/// Euclidean norm over one parameter. Where ‖p‖ or ‖g‖ is 0, r is 1. Parameters of fewer than two
/// dimensions, such as biases, take plain momentum steps without decay, d = g, unless ``vectors``
/// is true. Made for large batches; its rates are a thousand times those of momentum alone, since c
/// scales them.
///
/// Source: You et al., *Large Batch Training of Convolutional Networks*, 2017, algorithm 1
/// (<https://arxiv.org/abs/1708.03888>). The paper has η within the velocity; here, as in most
/// implementations, it multiplies it, so that a change of the rate acts at once.
public struct Lars: NamedRule {
  /// μ, in 0 ..< 1.
  public var momentum = 0.9
  /// c, positive.
  public var trust = 1e-3
  /// ε, at least 0.
  public var epsilon = 1e-8
  /// λ, at least 0.
  public var weightDecay = 1e-4
  /// Whether the step looks ahead along the velocity; asks for momentum.
  public var nesterov = false
  /// Whether parameters of fewer than two dimensions are treated as matrices are.
  public var vectors = false

  /// The paper's constants.
  public init() {}

  /// One sweep for the norms, one for the step.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let rules = step.groups.map { setting($0.hyperparameters) }
    let sums = step.sweep(Norms.self, slots: []) { _ in () }
    let coefficients = step.parameters.indices.map { index in
      rules[step.groupIndex(of: index)].coefficients(
        of: step.parameters[index].shape, step.group(of: index).learningRate,
        sums[index].first.squareRoot(), sums[index].second.squareRoot())
    }
    step.sweep(LarsMove.self, slots: momentum > 0 ? [0] : []) { coefficients[$0] }
  }

  private func coefficients(
    of shape: ParameterShape, _ rate: Double, _ parameter: Double, _ gradient: Double
  ) -> LarsMove.Coefficients {
    var step = LarsMove.Coefficients(
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
  public static var word: String { "lars" }
  /// One sentence for lists.
  public static var summary: String { "momentum whose steps are a share of each matrix's norm" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    h = t·‖p‖/(‖g‖ + λ·‖p‖ + ε)
    v ← μ·v + h·(g + λ·p),  p ← p − η·v, tensor by tensor
    """
  }
  /// What it is for.
  public static var purpose: String {
    "very large batches, of convolutions"
  }
  /// Where it comes from.
  public static var source: String { "You et al. 2017" }
  /// 1 at momentum 0.9, and the same pull 10 on the parameters at others.
  public var typicalRate: Double { 10 * (1 - momentum) }
  /// The velocity, when there is momentum.
  public func slots(of parameter: ParameterShape) -> [Slot] {
    momentum > 0 ? [Slot("velocity")] : []
  }
  /// Momentum can be scheduled where there is one.
  public static var hyperparameters: [RuleHyperparameter<Lars>] {
    [
      .share("momentum", \.momentum) { $0.momentum > 0 }, .positive("trust", \.trust),
      .notNegative("epsilon", \.epsilon), .notNegative("weightDecay", \.weightDecay),
      .flag("nesterov", \.nesterov), .flag("vectors", \.vectors),
    ]
  }
  /// Nesterov's step needs a velocity.
  public var conflict: OptimizerError? {
    nesterov && momentum == 0
      ? OptimizerError("momentum", "positive with nesterov", received: momentum) : nil
  }
}

/// The sums of p² and g², of which the roots are the norms.
public enum Norms: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 0...0 }

  /// Nothing is written.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { [] }
  /// Σp² and Σg².
  @inlinable @inline(__always)
  public static var sums: Bool { true }
  /// Adds both squares.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Void
  ) {
    sums.first = sums.first + parameter * parameter
    sums.second = sums.second + gradient * gradient
  }
}

/// The second pass of ``Lars``: the step.
public enum LarsMove: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 0...1 }

  /// What the step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, momentum, ratio, weightDecay: Double
    @usableFromInline var nesterov: Bool
  }
  /// See the formula of ``Lars``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let scaled = step.ratio * (gradient + step.weightDecay * parameter)
    memory.first = step.momentum * memory.first + scaled
    let direction = step.nesterov ? scaled + step.momentum * memory.first : memory.first
    parameter = parameter - step.rate * direction
  }
}
