extension DAdaptation {
  /// One sweep for the estimate, and one that moves.
  func runAdam<Scalar: OptimizerScalar>(_ moving: MovingGroups<Scalar>) {
    let step = moving.step
    let rules = step.groups.map { setting($0.hyperparameters) }
    let shared = rules[moving.leading]
    let correction =
      biasCorrection
      ? (1 - power(shared.beta2, step.count)).squareRoot() / (1 - power(shared.beta1, step.count))
      : 1
    let rate = step.number(0) * moving.rate * correction
    step.report(usedRate: rate)
    let kept = shared.beta2.squareRoot()
    let coefficients = rules.indices.map { group in
      let (rule, own) = (rules[group], rate * moving.shares[group])
      return DAdaptationEstimate.Coefficients(
        beta1: rule.beta1, beta2: rule.beta2, keptOfSum: kept, meanTaken: own * (1 - rule.beta1),
        sumTaken: rate * (1 - kept), epsilon: rule.epsilon,
        penalty: decoupled ? 0 : rule.weightDecay, lost: decoupled ? own * rule.weightDecay : 0)
    }
    let sums = step.sweep(DAdaptationEstimate.self, slots: 0..<3, group: coefficients)
    let size = moving.total(of: sums, \.second) { $0 }
    guard size > 0 else { return }
    let gain = rate * moving.total(of: sums, \.first) { $0 }
    let numerator = kept * step.number(1) + (1 - kept) * gain
    shared.take(numerator / ((1 - kept) * size), numerator: numerator, step)
    step.sweep(DAdaptationMove.self, slots: 0..<2, group: coefficients)
  }
}

/// The first sweep of D-Adaptation for Adam: means and sum take the gradient; ⟨g, s/(√v + ε)⟩, of s
/// and v before, and ‖s‖₁, of s after, are summed. The slots are m, v and s.
public enum DAdaptationEstimate: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 3...3 }

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline let beta1, beta2, keptOfSum, meanTaken, sumTaken, epsilon: Double
    @usableFromInline let penalty, lost: Double

    init(
      beta1: Double, beta2: Double, keptOfSum: Double, meanTaken: Double, sumTaken: Double,
      epsilon: Double, penalty: Double, lost: Double
    ) {
      (self.beta1, self.beta2, self.keptOfSum) = (beta1, beta2, keptOfSum)
      (self.meanTaken, self.sumTaken, self.epsilon) = (meanTaken, sumTaken, epsilon)
      (self.penalty, self.lost) = (penalty, lost)
    }
  }

  /// The memory only.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .memory }
  /// ⟨g, s/(√v + ε)⟩ and ‖s‖₁.
  @inlinable @inline(__always)
  public static var sums: Bool { true }

  /// See ``DAdaptation``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let gradient = gradient + step.penalty * parameter
    let size = memory.second.root() + step.epsilon
    sums.first = sums.first + gradient * (memory.third / size)
    memory.first = step.beta1 * memory.first + step.meanTaken * gradient
    memory.second = step.beta2 * memory.second + (1 - step.beta2) * gradient * gradient
    memory.third = step.keptOfSum * memory.third + step.sumTaken * gradient
    sums.second = sums.second + memory.third.size()
  }
}

/// The second sweep of D-Adaptation for Adam: the step. The slots are m, which has the rate in it
/// already, and v.
public enum DAdaptationMove: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }

  /// No.
  @inlinable @inline(__always)
  public static var readsGradient: Bool { false }

  /// The first sweep's.
  public typealias Coefficients = DAdaptationEstimate.Coefficients

  /// The parameters only.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .parameter }

  /// See ``DAdaptation``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let size = memory.second.root() + step.epsilon
    parameter = parameter - step.lost * parameter - memory.first / size
  }
}
