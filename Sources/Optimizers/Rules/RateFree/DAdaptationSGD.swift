extension DAdaptation {
  /// One pass: a step of SGD goes to where s was, whatever d comes out of it.
  func runSGD<Scalar: OptimizerScalar>(_ moving: MovingGroups<Scalar>) {
    let step = moving.step
    let rules = step.groups.map { setting($0.hyperparameters) }
    let shared = rules[moving.leading]
    if step[Self.firstNorm] == 0 {
      step[Self.firstNorm] = moving.measure(penalties: rules.map { _ in 0 }).gradient.squareRoot()
      // No gradient yet: there is nothing to measure, and nowhere to go.
      guard step[Self.firstNorm] > 0 else { return }
    }
    let rate = step[Self.distance] * moving.rate / step[Self.firstNorm]
    step.report(effectiveRate: rate)
    let coefficients = rules.indices.map { group in
      let rule = rules[group]
      return DAdaptationDescent.Coefficients(
        rate: rate, fraction: moving.fractions[group], momentum: rule.momentum,
        penalty: rule.weightDecay)
    }
    let sums = step.apply(
      DAdaptationDescent.self, slots: [DAdaptationDescent.start, DAdaptationDescent.sum],
      group: coefficients)
    let size = moving.total(of: sums, DAdaptationDescent.sumSquares) { $0 }.squareRoot()
    guard size > 0 else { return }
    let numerator =
      step[Self.numerator] + rate * moving.total(of: sums, DAdaptationDescent.gain) { $0 }
    shared.take(2 * numerator / size, numerator: numerator, step)
  }
}

/// The pass of D-Adaptation for SGD: s takes the gradient, and the parameter goes to p₀ − s;
/// ⟨g, s⟩, of s before, and ‖s‖², of s after, are summed. The slots are p₀ and s.
@usableFromInline package enum DAdaptationDescent: FusedPass {
  @inlinable package static var start: StateKey { StateKey(0, "start") }
  @inlinable package static var sum: StateKey { StateKey(1, "sum") }
  @inlinable package static var gain: SumKey { SumKey(0) }
  @inlinable package static var sumSquares: SumKey { SumKey(1) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, fraction, momentum, penalty: Double
  }

  @inlinable package static var writes: PassWrites { [.parameter, .slot(sum)] }
  @inlinable package static var sums: Bool { true }

  /// See ``DAdaptation``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let gradient = gradient + step.penalty * parameter
    sums[gain] = sums[gain] + gradient * memory[sum]
    memory[sum] = memory[sum] + step.rate * gradient
    sums[sumSquares] = sums[sumSquares] + memory[sum] * memory[sum]
    let target = memory[start] - step.fraction * memory[sum]
    parameter = step.momentum * parameter + (1 - step.momentum) * target
  }
}
