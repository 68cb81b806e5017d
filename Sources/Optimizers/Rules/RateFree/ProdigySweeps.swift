/// Prodigy's first sweep: means and sum take the gradient, ⟨g, p₀ − p⟩ and ‖s‖₁ are summed.
///
/// The slots are p₀, s, v and m.
public enum ProdigyEstimate: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 3...4 }

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline let beta1, beta2, beta3, meanTaken, squareTaken, sumTaken, penalty: Double

    init(
      beta1: Double, beta2: Double, beta3: Double, meanTaken: Double, squareTaken: Double,
      sumTaken: Double, penalty: Double
    ) {
      (self.beta1, self.beta2, self.beta3) = (beta1, beta2, beta3)
      (self.meanTaken, self.squareTaken) = (meanTaken, squareTaken)
      (self.sumTaken, self.penalty) = (sumTaken, penalty)
    }
  }

  /// All but the starting point.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { [.second, .third, .fourth] }
  /// ⟨g, p₀ − p⟩ and ‖s‖₁.
  @inlinable @inline(__always)
  public static var sums: Bool { true }

  /// See ``Prodigy``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let gradient = gradient + step.penalty * parameter
    sums.first = sums.first + gradient * (memory.first - parameter)
    memory.second = step.beta3 * memory.second + step.sumTaken * gradient
    sums.second = sums.second + memory.second.size()
    memory.third = step.beta2 * memory.third + step.squareTaken * gradient * gradient
    memory.fourth = step.beta1 * memory.fourth + step.meanTaken * gradient
  }
}

/// Prodigy's second sweep: the step. The slots are v and m.
public enum ProdigyMove: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...2 }

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline let rate, lost, epsilon, distance, penalty: Double
    @usableFromInline let hasMean: Bool

    init(
      rate: Double, lost: Double, epsilon: Double, distance: Double, penalty: Double, hasMean: Bool
    ) {
      (self.rate, self.lost, self.epsilon) = (rate, lost, epsilon)
      (self.distance, self.penalty, self.hasMean) = (distance, penalty, hasMean)
    }
  }

  /// The parameters only.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .parameter }

  /// See ``Prodigy``; without a mean, the gradient takes its place.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let direction =
      step.hasMean
      ? memory.second : step.distance * (gradient + step.penalty * parameter)
    let size = memory.first.root() + step.epsilon
    parameter = parameter - step.lost * parameter - step.rate * direction / size
  }
}
