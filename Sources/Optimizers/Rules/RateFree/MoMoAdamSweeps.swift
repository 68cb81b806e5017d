/// MoMo-Adam's first sweep: both means take the gradient; ⟨g, p⟩, ⟨d, p⟩ and ⟨d, d/D⟩ are summed.
///
/// The slots are d and v.
public enum MoMoAdamMean: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }

  /// What a step needs, in both sweeps.
  public struct Coefficients: Sendable {
    @usableFromInline let beta1, beta2, epsilon, rootCorrection, rate, kept, stretch: Double

    init(
      beta1: Double, beta2: Double, epsilon: Double, rootCorrection: Double, rate: Double,
      kept: Double, stretch: Double
    ) {
      (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
      (self.rootCorrection, self.rate) = (rootCorrection, rate)
      (self.kept, self.stretch) = (kept, stretch)
    }

    /// D.
    @inlinable @inline(__always)
    func scale<L: Lanes>(_ square: L) -> L {
      square.root() * L(repeating: rootCorrection) + epsilon
    }
  }

  /// The memory only.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .memory }
  /// ⟨g, p⟩, ⟨d, p⟩ and ⟨d, d/D⟩.
  @inlinable @inline(__always)
  public static var sums: Bool { true }

  /// See ``MoMoAdam``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    memory.first = step.beta1 * memory.first + (1 - step.beta1) * gradient
    memory.second = step.beta2 * memory.second + (1 - step.beta2) * gradient * gradient
    sums.first = sums.first + gradient * parameter
    sums.second = sums.second + memory.first * parameter
    sums.third = sums.third + memory.first * (memory.first / step.scale(memory.second))
  }
}

/// MoMo-Adam's second sweep: the step.
public enum MoMoAdamMove: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }

  /// No.
  @inlinable @inline(__always)
  public static var readsGradient: Bool { false }

  /// The first sweep's.
  public typealias Coefficients = MoMoAdamMean.Coefficients

  /// The parameters only.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .parameter }

  /// See ``MoMoAdam``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let moved = step.kept * parameter - step.rate * memory.first / step.scale(memory.second)
    parameter = moved / L(repeating: step.stretch)
  }
}
