/// Prodigy's first pass: means and sum take the gradient, ⟨g, p₀ − p⟩ and ‖s‖₁ are summed.
///
/// The slots are p₀, s, v and m.
@usableFromInline package enum ProdigyEstimate: FusedPass {
  @inlinable package static var start: StateKey { StateKey(0, "start") }
  @inlinable package static var sum: StateKey { StateKey(1, "sum") }
  @inlinable package static var square: StateKey { StateKey(2, "square") }
  @inlinable package static var mean: StateKey { StateKey(3, "mean") }
  @inlinable package static var gain: SumKey { SumKey(0) }
  @inlinable package static var sumNorm: SumKey { SumKey(1) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 3...4 }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var beta1, beta2, beta3, meanTaken, squareTaken, sumTaken, penalty: Double
  }

  @inlinable package static var writes: PassWrites { [.slot(sum), .slot(square), .slot(mean)] }
  @inlinable package static var sums: Bool { true }

  /// See ``Prodigy``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let gradient = gradient + step.penalty * parameter
    sums[gain] = sums[gain] + gradient * (memory[start] - parameter)
    memory[sum] = step.beta3 * memory[sum] + step.sumTaken * gradient
    sums[sumNorm] = sums[sumNorm] + memory[sum].magnitude
    memory[square] = step.beta2 * memory[square] + step.squareTaken * gradient * gradient
    memory[mean] = step.beta1 * memory[mean] + step.meanTaken * gradient
  }
}

/// Prodigy's second pass: the step. The slots are v and m.
@usableFromInline package enum ProdigyStep: FusedPass {
  @inlinable package static var square: StateKey { StateKey(0, "square") }
  @inlinable package static var mean: StateKey { StateKey(1, "mean") }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...2 }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, lost, epsilon, distance, penalty: Double
    @usableFromInline var hasMean: Bool
  }

  @inlinable package static var writes: PassWrites { .parameter }

  /// See ``Prodigy``; without a mean, the gradient takes its place.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let direction =
      step.hasMean
      ? memory[mean] : step.distance * (gradient + step.penalty * parameter)
    let size = memory[square].squareRoot() + step.epsilon
    parameter = parameter - step.lost * parameter - step.rate * direction / size
  }
}
