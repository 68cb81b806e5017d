extension Optimizer {
  /// Steps in the units of the parameters; see ``Adadelta``.
  public static func adadelta(
    rho: Double = 0.9, epsilon: Double = 1e-6, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Adadelta()
    (rule.rho, rule.epsilon, rule.weightDecay) = (rho, epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// Adadelta: steps as long as recent steps were, in the units of the parameters.
///
/// ```
/// g ← g + λ·p
/// u ← ρ·u + (1 − ρ)·g²
/// Δ = √(a + ε) / √(u + ε) · g
/// a ← ρ·a + (1 − ρ)·Δ²
/// p ← p − η·Δ
/// ```
///
/// where η is the learning rate, 1 in the paper, and λ ``weightDecay``, an L2 penalty. Both means
/// start at 0, so that the first steps have size √ε/√(1 − ρ) and grow from there: ``epsilon`` sets
/// how soon training gets under way.
///
/// Source: Zeiler, *ADADELTA*, 2012, algorithm 1 (<https://arxiv.org/abs/1212.5701>), with a rate as
/// in PyTorch's `torch.optim.Adadelta`.
public struct Adadelta: ElementwiseRule {
  /// ρ, in 0 ..< 1.
  public var rho = 0.9
  /// ε, positive: with 0 no parameter would ever move.
  public var epsilon = 1e-6
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// PyTorch's constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, rho, epsilon, weightDecay: Double
  }

  /// The hyperparameters; every step is alike.
  public func coefficients(_ moment: Moment) -> Coefficients {
    Coefficients(
      rate: moment.learningRate, rho: rho, epsilon: epsilon, weightDecay: weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory.first = step.rho * memory.first + (1 - step.rho) * gradient * gradient
    let scale = (memory.second + step.epsilon).root() / (memory.first + step.epsilon).root()
    let change = scale * gradient
    memory.second = step.rho * memory.second + (1 - step.rho) * change * change
    parameter = parameter - step.rate * change
  }
}

extension Adadelta {
  /// `adadelta`.
  public static var word: String { "adadelta" }
  /// One sentence for lists.
  public static var summary: String { "steps as long as recent steps were" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    s ← ρ·s + (1 − ρ)·g²,  Δ ← g·√(u + ε)/√(s + ε)
    u ← ρ·u + (1 − ρ)·Δ²,  p ← p − η·Δ
    """
  }
  /// What it is for.
  public static var purpose: String {
    "steps in the parameters' own unit; rate 1 is the paper's"
  }
  /// Where it comes from.
  public static var source: String { "Zeiler 2012; PyTorch" }
  /// 1, the paper's.
  public var typicalRate: Double { 1 }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }
  /// u and a.
  public var elementSlots: [Slot] { [Slot("square"), Slot("change")] }
  /// All may be scheduled.
  public static var hyperparameters: [RuleHyperparameter<Adadelta>] {
    [
      .share("rho", \.rho), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
