/// MoMo-Adam's first pass: both means take the gradient; ⟨g, p⟩, ⟨d, p⟩ and ⟨d, d/D⟩ are summed.
///
/// The slots are d and v.
@usableFromInline package enum MoMoAdamMean: FusedPass {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var square: StateKey { StateKey(1, "square") }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }

  /// The numbers of one step, for both passes.
  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var beta1, beta2, epsilon, rootCorrection, rate, kept, stretch: Double

    /// D.
    @inlinable @inline(__always)
    func scale<L: Lanes>(_ square: L) -> L {
      square.squareRoot() * L(repeating: rootCorrection) + epsilon
    }
  }

  @inlinable package static var writes: PassWrites { .memory }
  @inlinable package static var sums: Bool { true }

  /// See ``MoMoAdam``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    memory[mean] = step.beta1 * memory[mean] + (1 - step.beta1) * gradient
    memory[square] = step.beta2 * memory[square] + (1 - step.beta2) * gradient * gradient
    sums[MoMoMean.gradientProduct] = sums[MoMoMean.gradientProduct] + gradient * parameter
    sums[MoMoMean.meanProduct] = sums[MoMoMean.meanProduct] + memory[mean] * parameter
    sums[MoMoMean.meanSquares] =
      sums[MoMoMean.meanSquares] + memory[mean] * (memory[mean] / step.scale(memory[square]))
  }
}

/// MoMo-Adam's second pass: the step.
@usableFromInline package enum MoMoAdamStep: FusedPass {
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  @inlinable package static var readsGradient: Bool { false }

  /// The first pass's.
  @usableFromInline package typealias Coefficients = MoMoAdamMean.Coefficients

  @inlinable package static var writes: PassWrites { .parameter }

  /// See ``MoMoAdam``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let moved =
      step.kept * parameter - step.rate * memory[MoMoAdamMean.mean]
      / step.scale(memory[MoMoAdamMean.square])
    parameter = moved / L(repeating: step.stretch)
  }
}
