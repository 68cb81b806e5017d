package import Notation

extension Optimizer {
  /// Lookahead: every k steps, slow parameters move part of the way to the fast ones, and the fast
  /// ones continue from there.
  ///
  /// ```
  /// p ← base(p, g)
  /// s ← s + α·(p − s),  p ← s     when t is a multiple of k
  /// ```
  ///
  /// where p are the fast parameters, which training uses, s the slow ones, which begin where p did
  /// before the first step, and t is the count of this step from 1. With α = 1 training is
  /// unchanged. The base's history, such as a velocity, is not changed when the parameters move
  /// back.
  ///
  /// The model is evaluated with s, which is at most k − 1 steps old.
  ///
  /// Source: Zhang et al., *Lookahead Optimizer: k steps forward, 1 step back*, 2019, algorithm 1
  /// (<https://arxiv.org/abs/1907.08610>); k and α as there, and the base's history kept
  /// (`pullback_momentum: "none"` in its implementations).
  ///
  /// - Parameters:
  ///   - k: k, at least 1.
  ///   - alpha: α, in 0 … 1.
  /// - Precondition: every number is in its range.
  public func lookahead(k: Int = 5, alpha: Double = 0.5) -> Optimizer {
    var rule = Lookahead(self)
    (rule.k, rule.alpha) = (k, alpha)
    return Optimizer(rule)
  }
}

/// The rule of `lookahead`.
package struct Lookahead: RuleModifier {
  /// The optimizer that makes the steps.
  package var inner: Optimizer
  package var k = 5
  package var alpha = 0.5

  /// The paper's constants.
  package init(_ inner: Optimizer) { self.inner = inner }

  /// Runs the base. Every k steps, slow and fast parameters become equal.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let own = step.beyond(inner)
    if step.count == 1 { own.apply(AveragedUpdate.self, slots: [LookaheadSync.slow], 1) }
    try runBase(step)
    guard step.count % k == 0 else { return }
    own.apply(
      LookaheadSync.self, slots: [LookaheadSync.slow],
      group: step.groups.map { setting($0.hyperparameters).alpha })
  }

  /// The slow parameters.
  @_specialize(where Scalar == Float)
  package func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>]
  ) {
    step.beyond(inner).over(targets).apply(AveragedRecall.self, slots: [LookaheadSync.slow], 0)
  }

}

extension Lookahead {
  /// `lookahead`.
  package static let word = NotationWord(
    "lookahead", summary: "steps back towards slow parameters every few steps",
    formula: "every k steps: slow ← slow + α·(p − slow),  p ← slow",
    purpose: "steadier runs with any base", source: "Zhang et al. 2019")
  /// The slow parameters.
  package func ownSlots(of parameter: ParameterShape) -> [Slot] {
    [Slot(LookaheadSync.slow, isExact: true)]
  }
  /// How often, and how far.
  package static var hyperparameters: NotationParameters<Lookahead> {
    [
      .whole("k", \.k, atLeast: 1),
      .number("alpha", \.alpha, .unit),
    ]
  }
  /// Yes.
  package var hasEvaluationParameters: Bool { true }
}

/// Moves the slow parameters, and sets the fast ones to them.
@usableFromInline package enum LookaheadSync: FusedPass {
  @inlinable package static var slow: StateKey { StateKey(0, "slow") }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }
  @inlinable package static var readsGradient: Bool { false }

  /// s ← s + α·(p − s), p ← s.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ alpha: Double
  ) {
    memory[slow] = memory[slow] + alpha * (parameter - memory[slow])
    parameter = memory[slow]
  }
}
