package import Notation

extension Optimizer {
  /// Keeps an average of the parameters for evaluation; training does not use it.
  ///
  /// ```
  /// a ← a + (1 − d)·(p − a)    with a decay d
  /// a ← a + (p − a)/t          without: the mean of the parameters after each step
  /// ```
  ///
  /// where p are the parameters after the base's step and t is its count from 1. The first step
  /// sets a ← p in both. With a decay d, the average is over about the last 1/(1 − d) steps. The
  /// mean of all steps is over the whole run, which only suits runs in which the parameters no
  /// longer change much.
  ///
  /// An average replaces a falling rate, and shows what a falling rate would reach. With batch
  /// normalization, the running statistics must be computed again for the average.
  ///
  /// Source: Polyak & Juditsky, *Acceleration of Stochastic Approximation by Averaging*, 1992;
  /// PyTorch's `torch.optim.swa_utils.AveragedModel`, with `get_ema_multi_avg_fn(decay)` where
  /// there is one.
  ///
  /// - Parameter decay: d, in 0 ..< 1; nil for the mean of all steps.
  /// - Precondition: every number is in its range.
  public func averaged(decay: Double? = nil) -> Optimizer {
    var rule = Averaged(self)
    rule.decay = decay
    return Optimizer(rule)
  }
}

/// The rule of `averaged`.
package struct Averaged: RuleModifier {
  /// The optimizer whose parameters are averaged.
  package var inner: Optimizer
  package var decay: Double?

  /// The mean of all steps of `inner`.
  package init(_ inner: Optimizer) { self.inner = inner }

  /// Runs the base, and then updates the average.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    try runBase(step)
    let fractions = step.groups.map { group in
      let decay = setting(group.hyperparameters).decay
      return step.count == 1 ? 1 : decay.map { 1 - $0 } ?? 1 / Double(step.count)
    }
    step.beyond(inner).apply(AveragedUpdate.self, slots: [AveragedUpdate.average], group: fractions)
  }

  /// The average.
  @_specialize(where Scalar == Float)
  package func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>]
  ) {
    step.beyond(inner).over(targets).apply(AveragedRecall.self, slots: [AveragedUpdate.average], 0)
  }

}

extension Averaged {
  /// `averaged`.
  package static let word = NotationWord(
    "averaged", summary: "evaluates with an average of the parameters",
    formula: "x ← d·x + (1 − d)·p, or the plain mean of all p",
    purpose: "evaluate the average: often as good as a decayed rate",
    source: "Polyak & Juditsky 1992; PyTorch")
  /// The average.
  package func ownSlots(of parameter: ParameterShape) -> [Slot] {
    [Slot(AveragedUpdate.average, isExact: true)]
  }
  /// The decay, where there is one.
  package static var hyperparameters: NotationParameters<Averaged> {
    [.numberOrNone("decay", \.decay, .share, otherwise: "the mean of all")]
  }
  /// Yes.
  package var hasEvaluationParameters: Bool { true }
  /// The base's: an average changes no step.
  package func decoupledDecay(of parameter: ParameterShape) -> Double {
    inner.rule.decoupledDecay(of: parameter)
  }
}

/// Moves the average towards the parameter, by a fraction of the way.
@usableFromInline package enum AveragedUpdate: FusedPass {
  @inlinable package static var average: StateKey { StateKey(0, "average") }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }
  @inlinable package static var readsGradient: Bool { false }
  @inlinable package static var writes: PassWrites { .memory }
  /// a ← a + fraction·(p − a).
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ fraction: Double
  ) {
    memory[average] = memory[average] + fraction * (parameter - memory[average])
  }
}

/// Sets the parameter to the average.
enum AveragedRecall: FusedPass {
  static var slotCounts: ClosedRange<Int> { 1...1 }
  static var readsGradient: Bool { false }
  static var writes: PassWrites { .parameter }
  @inline(__always)
  static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ unused: Double
  ) {
    parameter = memory[AveragedUpdate.average]
  }
}
