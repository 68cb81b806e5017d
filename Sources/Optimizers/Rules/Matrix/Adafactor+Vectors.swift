extension Adafactor {
  /// Two passes over vectors: the squares, and the step.
  func moveVectors<Scalar: OptimizerScalar>(_ step: Step<Scalar>) {
    let rules = step.groups.map { setting($0.hyperparameters) }
    let squares = rules.map {
      AdafactorVectorSquares.Coefficients(
        taken: $0.taken(at: step), least: $0.least(in: Scalar.self),
        limit: Double(Scalar.greatestFiniteMagnitude / 4))
    }
    let sums = step.apply(
      AdafactorVectorSquares.self, slots: [AdafactorVectorSquares.square], group: squares)
    let moves = step.parameters.indices.map { index in
      let group = step.groupIndex(of: index)
      let move = rules[group].move(
        of: index, in: step, parameterSquares: sums[index][AdafactorVectorSquares.parameterSquares],
        updateSquares: sums[index][AdafactorVectorSquares.updateSquares])
      return AdafactorVectorStep.Coefficients(
        least: squares[group].least, rate: move.rate, kept: move.kept)
    }
    step.apply(AdafactorVectorStep.self, slots: [AdafactorVectorSquares.square]) { moves[$0] }
  }
}

/// The first pass over a vector: v, and the squares of p and u.
@usableFromInline package enum AdafactorVectorSquares: FusedPass {
  @inlinable package static var square: StateKey { StateKey(0, "square") }
  @inlinable package static var parameterSquares: SumKey { SumKey(0) }
  @inlinable package static var updateSquares: SumKey { SumKey(1) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }

  /// The numbers from which v and u are computed.
  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var taken, least, limit: Double
  }
  @inlinable package static var writes: PassWrites { .slot(square) }
  @inlinable package static var sums: Bool { true }
  /// See the formula of ``Adafactor``; g² counts as `limit` at most.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let squared = L.pointwiseMin(gradient * gradient, L(repeating: step.limit))
    memory[square] = (1 - step.taken) * memory[square] + step.taken * squared
    let update = gradient / L.pointwiseMax(memory[square], L(repeating: step.least)).squareRoot()
    sums[parameterSquares] = sums[parameterSquares] + parameter * parameter
    sums[updateSquares] = sums[updateSquares] + update * update
  }
}

/// The second pass over a vector: the step.
@usableFromInline package enum AdafactorVectorStep: FusedPass {
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var least, rate, kept: Double
  }
  @inlinable package static var writes: PassWrites { .parameter }
  /// See the formula of ``Adafactor``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let update =
      gradient
      / L.pointwiseMax(memory[AdafactorVectorSquares.square], L(repeating: step.least)).squareRoot()
    parameter = step.kept * parameter - step.rate * update
  }
}
