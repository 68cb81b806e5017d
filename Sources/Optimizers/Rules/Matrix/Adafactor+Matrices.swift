extension Adafactor {
  /// Three passes over matrices: the squares of g along rows and columns, the squares of u, the
  /// step.
  func moveMatrices<Scalar: OptimizerScalar>(_ step: Step<Scalar>) {
    let rules = step.groups.map { setting($0.hyperparameters) }
    let indices = step.parameters.indices
    let columnSums = indices.map {
      [Scalar](repeating: 0, count: step.slot(Adafactor.columnSquare, of: $0).count)
    }
    // A sum of squares that overflows would make the quotient of two of them meaningless.
    let limits = indices.map {
      Double(Scalar.greatestFiniteMagnitude) / Double(4 * max(1, step.parameters[$0].values.count))
    }
    let squares = withBuffers(of: columnSums) { columns in
      let squares = step.applyByRow(AdafactorSquares.self, columns: columns) { index, _ in
        limits[index]
      }
      for index in indices {
        rules[step.groupIndex(of: index)].take(squares[index], columns[index], of: index, in: step)
      }
      return squares
    }

    let columns = indices.map { step.slot(Adafactor.columnSquare, of: $0) }
    let scales = indices.map { index in
      let rule = rules[step.groupIndex(of: index)]
      let rowSquares = step.slot(Adafactor.rowSquare, of: index)
      let mean =
        rowSquares.reduce(0) { $0 + Double($1) } / Double(max(1, rowSquares.count))
      return rowSquares.map { row in
        AdafactorScale(
          row: Double(row) / max(mean, rule.epsilon(in: Scalar.self)),
          least: rule.least(in: Scalar.self))
      }
    }
    let updates = step.applyByRow(AdafactorUpdate.self, columns: columns) { scales[$0][$1] }
    let moves = indices.map { index in
      rules[step.groupIndex(of: index)].move(
        of: index, in: step,
        parameterSquares: squares[index].reduce(0) { $0 + $1[AdafactorSquares.parameterSquares] },
        updateSquares: updates[index].reduce(0) { $0 + $1[AdafactorUpdate.updateSquares] })
    }
    step.applyByRow(AdafactorStep.self, columns: columns) { index, row in
      AdafactorStep.Coefficients(
        scale: scales[index][row], rate: moves[index].rate, kept: moves[index].kept)
    }
  }

  /// Takes the sums of squares along rows and columns into R and C.
  private func take<Scalar: OptimizerScalar>(
    _ rows: [Sums<Double>], _ columns: UnsafeMutableBufferPointer<Scalar>, of index: Int,
    in step: Step<Scalar>
  ) {
    let taken = taken(at: step)
    let (rowSquares, columnSquares) = (
      step.slot(Adafactor.rowSquare, of: index), step.slot(Adafactor.columnSquare, of: index)
    )
    for (row, sums) in rows.enumerated() {
      let mean = sums[AdafactorSquares.gradientSquares] / Double(max(1, columns.count))
      rowSquares[row] = Scalar(Double(rowSquares[row]) * (1 - taken) + taken * mean)
    }
    for (column, sum) in columns.enumerated() {
      let mean = Double(sum) / Double(max(1, rows.count))
      columnSquares[column] = Scalar(Double(columnSquares[column]) * (1 - taken) + taken * mean)
    }
  }
}

/// Calls `body` with copies of `arrays` as buffers.
private func withBuffers<Scalar: OptimizerScalar, Result>(
  of arrays: [[Scalar]], _ body: ([UnsafeMutableBufferPointer<Scalar>]) -> Result
) -> Result {
  let buffers = arrays.map { array in
    let buffer = UnsafeMutableBufferPointer<Scalar>.allocate(capacity: array.count)
    _ = buffer.initialize(from: array)
    return buffer
  }
  defer { for buffer in buffers { buffer.deallocate() } }
  return body(buffers)
}

/// The first pass over a matrix: the squares of g, along the rows and down the columns, and of p.
@usableFromInline package enum AdafactorSquares: FusedPass {
  @inlinable package static var column: StateKey { StateKey(0, "columnSquare") }
  @inlinable package static var gradientSquares: SumKey { SumKey(0) }
  @inlinable package static var parameterSquares: SumKey { SumKey(1) }
  @inlinable package static var writes: PassWrites { .slot(column) }
  @inlinable package static var sums: Bool { true }
  /// Adds the squares; that of g counts as `limit` at most.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ limit: Double
  ) {
    let square = L.pointwiseMin(gradient * gradient, L(repeating: limit))
    memory[column] = memory[column] + square
    sums[gradientSquares] = sums[gradientSquares] + square
    sums[parameterSquares] = sums[parameterSquares] + parameter * parameter
  }
}

/// The numbers of one row from which u = g/√v is computed.
@usableFromInline package struct AdafactorScale: Sendable {
  @usableFromInline var row, least: Double

  /// u of one element, whose column's number is `column`.
  @inlinable @inline(__always)
  func update<L: Lanes>(_ gradient: L, _ column: L) -> L {
    gradient / L.pointwiseMax(row * column, L(repeating: least)).squareRoot()
  }
}

/// The second pass over a matrix: the squares of u.
@usableFromInline package enum AdafactorUpdate: FusedPass {
  @inlinable package static var updateSquares: SumKey { SumKey(0) }
  @inlinable package static var writes: PassWrites { [] }
  @inlinable package static var sums: Bool { true }
  /// Adds the square of u.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ scale: AdafactorScale
  ) {
    let update = scale.update(gradient, memory[AdafactorSquares.column])
    sums[updateSquares] = sums[updateSquares] + update * update
  }
}

/// The third pass over a matrix: the step.
@usableFromInline package enum AdafactorStep: FusedPass {
  /// The numbers of one step, for one row.
  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var scale: AdafactorScale
    @usableFromInline var rate, kept: Double
  }
  @inlinable package static var writes: PassWrites { .parameter }
  /// See the formula of ``Adafactor``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let update = step.scale.update(gradient, memory[AdafactorSquares.column])
    parameter = step.kept * parameter - step.rate * update
  }
}
