extension Adafactor {
  /// Two passes over vectors: the squares, and the step.
  func moveVectors<Scalar: OptimizerScalar>(_ step: Step<Scalar>) {
    let rules = step.groups.map { setting($0.hyperparameters) }
    let squares = rules.map {
      AdafactorVectorSquares.Coefficients(
        taken: $0.taken(at: step), least: $0.least(in: Scalar.self),
        limit: Double(Scalar.greatestFiniteMagnitude / 4))
    }
    let sums = step.sweep(AdafactorVectorSquares.self, slots: 0..<1, group: squares)
    let moves = step.parameters.indices.map { index in
      let group = step.groupIndex(of: index)
      let move = rules[group].move(
        of: index, in: step, parameterSquares: sums[index].first, updateSquares: sums[index].second)
      return AdafactorVectorMove.Coefficients(
        least: squares[group].least, rate: move.rate, kept: move.kept)
    }
    step.sweep(AdafactorVectorMove.self, slots: [0]) { moves[$0] }
  }
}

/// The first pass over a vector: v, and the squares of p and u.
public enum AdafactorVectorSquares: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...1 }

  /// What v and u need.
  public struct Coefficients: Sendable {
    @usableFromInline var taken, least, limit: Double
  }
  /// v.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .first }
  /// Σp² and Σu².
  @inlinable @inline(__always)
  public static var sums: Bool { true }
  /// See the formula of ``Adafactor``; g² counts as `limit` at most.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let square = (gradient * gradient).smaller(L(repeating: step.limit))
    memory.first = (1 - step.taken) * memory.first + step.taken * square
    let update = gradient / memory.first.larger(L(repeating: step.least)).root()
    sums.first = sums.first + parameter * parameter
    sums.second = sums.second + update * update
  }
}

/// The second pass over a vector: the step.
public enum AdafactorVectorMove: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...1 }

  /// What the step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var least, rate, kept: Double
  }
  /// The parameters.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .parameter }
  /// See the formula of ``Adafactor``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let update = gradient / memory.first.larger(L(repeating: step.least)).root()
    parameter = step.kept * parameter - step.rate * update
  }
}
