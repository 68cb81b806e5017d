extension Optimizer {
  /// Steps back towards slow parameters every `k` steps; see ``Lookahead``.
  public func lookahead(k: Int = 5, alpha: Double = 0.5) -> Optimizer {
    var rule = Lookahead(self)
    (rule.k, rule.alpha) = (k, alpha)
    return Optimizer(rule)
  }
}

/// Lookahead: every k steps, slow parameters follow the fast ones by a part of the way, and the fast
/// ones start again from there.
///
/// ```
/// p ← base(p, g)
/// s ← s + α·(p − s),  p ← s     when t is a multiple of k
/// ```
///
/// where p are the fast parameters, which training uses, s the slow ones, which begin where p did
/// before the first step, and t is the count of this step from 1. With α = 1 nothing is changed. What
/// the base remembers, such as a velocity, goes on through the step back.
///
/// The model is evaluated with s, which is up to k − 1 steps old.
///
/// Source: Zhang et al., *Lookahead Optimizer: k steps forward, 1 step back*, 2019, algorithm 1
/// (<https://arxiv.org/abs/1907.08610>); k and α as there, and the base's history kept
/// (`pullback_momentum: "none"` in its implementations).
public struct Lookahead: RuleModifier {
  /// What makes the steps.
  public var inner: Optimizer
  /// k, at least 1.
  public var k = 5
  /// α, in 0 … 1.
  public var alpha = 0.5

  /// The paper's constants.
  public init(_ inner: Optimizer) { self.inner = inner }

  /// Runs the base; every k steps both kinds of parameters meet.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let own = step.beyond(inner)
    if step.count == 1 { own.sweep(Averaged.Take.self, slots: [0], 1) }
    try runBase(step)
    guard step.count % k == 0 else { return }
    own.sweep(
      Meet.self, slots: 0..<1, group: step.groups.map { setting($0.hyperparameters).alpha })
  }

  /// The slow parameters.
  @_specialize(where Scalar == Float)
  public func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>]
  ) {
    step.beyond(inner).over(targets).sweep(Averaged.Recall.self, slots: [0], 0)
  }

  /// The meeting of slow and fast parameters.
  public enum Meet: Sweep {
    /// As many as it is given.
    @inlinable @inline(__always)
    public static var slotCounts: ClosedRange<Int> { 1...1 }

    /// No.
    @inlinable @inline(__always)
    public static var readsGradient: Bool { false }

    /// s ← s + α·(p − s), p ← s.
    @inlinable @inline(__always)
    public static func visit<L: Lanes>(
      _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
      _ alpha: Double
    ) {
      memory.first = memory.first + alpha * (parameter - memory.first)
      parameter = memory.first
    }
  }
}

extension Lookahead {
  /// `lookahead`.
  public static var word: String { "lookahead" }
  /// One sentence for lists.
  public static var summary: String { "steps back towards slow parameters every few steps" }
  /// The rule in short, for lists.
  public static var formula: String {
    "every k steps: slow ← slow + α·(p − slow),  p ← slow"
  }
  /// What it is for.
  public static var purpose: String {
    "steadier runs with any base"
  }
  /// Where it comes from.
  public static var source: String { "Zhang et al. 2019" }
  /// The slow parameters.
  public func ownSlots(of parameter: ParameterShape) -> [Slot] { [Slot("slow", isExact: true)] }
  /// How often, and how far.
  public static var hyperparameters: [RuleHyperparameter<Lookahead>] {
    [
      .whole("k", \.k, atLeast: 1),
      .number("alpha", \.alpha) { OptimizerError.within(0...1, $0, $1) },
    ]
  }
  /// Yes.
  public var hasEvaluationParameters: Bool { true }
}
