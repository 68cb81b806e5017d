extension Optimizer {
  /// Steps divided by the root of all squared gradients so far; see ``Adagrad``.
  public static func adagrad(
    initialAccumulator: Double = 0, epsilon: Double = 1e-10, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Adagrad()
    (rule.initialAccumulator, rule.epsilon) = (initialAccumulator, epsilon)
    rule.weightDecay = weightDecay
    return Optimizer(rule)
  }
}

/// Adagrad: steps divided by the root of the sum of all squared gradients so far.
///
/// ```
/// g ← g + λ·p
/// s ← s + g²               s starts at the initial accumulator
/// p ← p − η·g / (√s + ε)
/// ```
///
/// where η is the learning rate and λ ``weightDecay``, an L2 penalty. With ``initialAccumulator`` 0
/// the first step has size η in every element whose gradient is far above ε, and the steps fall as
/// 1/√t under gradients of one size. The sum never shrinks: long trainings on data that change come
/// to a halt.
///
/// Source: Duchi et al., *Adaptive Subgradient Methods*, 2011, figure 1 with a diagonal G
/// (<https://jmlr.org/papers/v12/duchi11a.html>), as in PyTorch's `torch.optim.Adagrad` with
/// `lr_decay` 0: schedule the rate instead.
public struct Adagrad: ElementwiseRule {
  /// What s is before the first step, at least 0.
  public var initialAccumulator = 0.0
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-10
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// PyTorch's constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, epsilon, weightDecay: Double
  }

  /// The hyperparameters; every step is alike.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(rate: moment.learningRate, epsilon: epsilon, weightDecay: weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory.first = memory.first + gradient * gradient
    parameter = parameter - step.rate * gradient / (memory.first.root() + step.epsilon)
  }
}

extension Adagrad {
  /// `adagrad`.
  public static var word: String { "adagrad" }
  /// One sentence for lists.
  public static var summary: String { "steps divided by the root of all squared gradients so far" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    s ← s + g²
    p ← p − η·g/(√s + ε)
    """
  }
  /// What it is for.
  public static var purpose: String {
    "sparse features, such as embeddings; its steps only get shorter"
  }
  /// Where it comes from.
  public static var source: String { "Duchi et al. 2011; PyTorch" }
  /// 0.01, above Adam's: steps shrink as the sum grows.
  public var typicalRate: Double { 1e-2 }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...1 }
  /// s.
  public var elementSlots: [Slot] { [Slot("sum", initial: initialAccumulator)] }
  /// The accumulator's start is no matter of a step.
  public static var hyperparameters: [RuleHyperparameter<Adagrad>] {
    [
      .notNegative("initialAccumulator", \.initialAccumulator) { _ in false },
      .positive("epsilon", \.epsilon), .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
