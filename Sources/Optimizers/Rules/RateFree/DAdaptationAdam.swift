extension DAdaptation {
  /// One pass for the estimate, and one for the step.
  func runAdam<Scalar: OptimizerScalar>(_ moving: MovingGroups<Scalar>) {
    let step = moving.step
    let rules = step.groups.map { setting($0.hyperparameters) }
    let shared = rules[moving.leading]
    let correction =
      biasCorrection
      ? (1 - power(shared.beta2, step.count)).squareRoot() / (1 - power(shared.beta1, step.count))
      : 1
    let rate = step[Self.distance] * moving.rate * correction
    step.report(effectiveRate: rate)
    let kept = shared.beta2.squareRoot()
    let coefficients = rules.indices.map { group in
      let (rule, own) = (rules[group], rate * moving.fractions[group])
      return DAdaptationEstimate.Coefficients(
        beta1: rule.beta1, beta2: rule.beta2, keptOfSum: kept, meanTaken: own * (1 - rule.beta1),
        sumTaken: rate * (1 - kept), epsilon: rule.epsilon,
        penalty: decoupled ? 0 : rule.weightDecay, lost: decoupled ? own * rule.weightDecay : 0)
    }
    let sums = step.apply(
      DAdaptationEstimate.self,
      slots: [DAdaptationEstimate.mean, DAdaptationEstimate.square, DAdaptationEstimate.sum],
      group: coefficients)
    let size = moving.total(of: sums, DAdaptationEstimate.sumNorm) { $0 }
    guard size > 0 else { return }
    let gain = rate * moving.total(of: sums, DAdaptationEstimate.gain) { $0 }
    let numerator = kept * step[Self.numerator] + (1 - kept) * gain
    shared.take(numerator / ((1 - kept) * size), numerator: numerator, step)
    step.apply(
      DAdaptationStep.self, slots: [DAdaptationEstimate.mean, DAdaptationEstimate.square],
      group: coefficients)
  }
}

/// The first pass of D-Adaptation for Adam: means and sum take the gradient; ⟨g, s/(√v + ε)⟩, of s
/// and v before, and ‖s‖₁, of s after, are summed. The slots are m, v and s.
@usableFromInline package enum DAdaptationEstimate: FusedPass {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var square: StateKey { StateKey(1, "square") }
  @inlinable package static var sum: StateKey { StateKey(2, "sum") }
  @inlinable package static var gain: SumKey { SumKey(0) }
  @inlinable package static var sumNorm: SumKey { SumKey(1) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 3...3 }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var beta1, beta2, keptOfSum, meanTaken, sumTaken, epsilon: Double
    @usableFromInline var penalty, lost: Double
  }

  @inlinable package static var writes: PassWrites { .memory }
  @inlinable package static var sums: Bool { true }

  /// See ``DAdaptation``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let gradient = gradient + step.penalty * parameter
    let size = memory[square].squareRoot() + step.epsilon
    sums[gain] = sums[gain] + gradient * (memory[sum] / size)
    memory[mean] = step.beta1 * memory[mean] + step.meanTaken * gradient
    memory[square] = step.beta2 * memory[square] + (1 - step.beta2) * gradient * gradient
    memory[sum] = step.keptOfSum * memory[sum] + step.sumTaken * gradient
    sums[sumNorm] = sums[sumNorm] + memory[sum].magnitude
  }
}

/// The second pass of D-Adaptation for Adam: the step. The slots are m, which has the rate in it
/// already, and v.
@usableFromInline package enum DAdaptationStep: FusedPass {
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  @inlinable package static var readsGradient: Bool { false }

  /// The first pass's.
  @usableFromInline package typealias Coefficients = DAdaptationEstimate.Coefficients

  @inlinable package static var writes: PassWrites { .parameter }

  /// See ``DAdaptation``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let size = memory[DAdaptationEstimate.square].squareRoot() + step.epsilon
    parameter = parameter - step.lost * parameter - memory[DAdaptationEstimate.mean] / size
  }
}
