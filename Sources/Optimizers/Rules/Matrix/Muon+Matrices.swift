extension Muon {
  /// Moves one matrix.
  func move<Scalar: OptimizerScalar>(
    _ index: Int, _ rows: Int, _ columns: Int, in step: Step<Scalar>,
    _ workspace: inout Workspace<Scalar>
  ) throws {
    let update = workspace.matrix(rows, columns)
    gather(index, in: step, into: update.elements)
    let result = try orthogonalized(
      update, workspace.matrix(rows, columns), &workspace, step.machine.algebra)
    let rate = step.group(of: index).learningRate
    let (kept, size) = (
      Scalar(1 - rate * weightDecay), Scalar(rate * scaling.factor(rows, columns))
    )
    let (values, direction) = (step.parameters[index].values, result.elements)
    for element in values.indices {
      values[element] = kept * values[element] - size * direction[element]
    }
  }

  /// Updates the momentum by the gradient, and writes the matrix to orthogonalize, scaled to norm
  /// 1.
  private func gather<Scalar: OptimizerScalar>(
    _ index: Int, in step: Step<Scalar>, into update: UnsafeMutableBufferPointer<Scalar>
  ) {
    let (gradient, memory) = (
      step.parameters[index].gradient, step.slot(Self.momentumSlot, of: index)
    )
    let (scale, taken) = (Scalar(step.gradientScale), Scalar(1 - momentum))
    let ahead = nesterov ? Scalar(momentum) : 1
    for element in gradient.indices {
      let g = gradient[element] * scale
      let m = memory[element] + taken * (g - memory[element])
      memory[element] = m
      update[element] = nesterov ? g + ahead * (m - g) : m
    }
    let norm = update.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    let divisor = Scalar(max(norm, 1e-7))
    for element in update.indices { update[element] /= divisor }
  }

  /// Applies the polynomial; the result is one of the two matrices.
  private func orthogonalized<Scalar: OptimizerScalar>(
    _ first: Matrix<Scalar>, _ second: Matrix<Scalar>, _ workspace: inout Workspace<Scalar>,
    _ algebra: any LinearAlgebra
  ) throws -> Matrix<Scalar> {
    let (a, b, c) = (3.4445, -4.7750, 2.0315)
    // The products are those of the shorter side: x·xᵀ, or xᵀ·x with the polynomial from the right.
    let isTall = first.rows > first.columns
    let size = min(first.rows, first.columns)
    let (gram, polynomial) = (workspace.matrix(size, size), workspace.matrix(size, size))
    var (x, next) = (first, second)
    for _ in 0..<steps {
      try algebra.multiply(
        x, transposed: isTall, x, transposed: !isTall, into: gram, alpha: 1, beta: 0)
      _ = polynomial.elements.update(from: gram.elements)
      try algebra.multiply(
        gram, transposed: false, gram, transposed: false, into: polynomial, alpha: c, beta: b)
      _ = next.elements.update(from: x.elements)
      try algebra.multiply(
        isTall ? x : polynomial, transposed: false, isTall ? polynomial : x, transposed: false,
        into: next, alpha: 1, beta: a)
      swap(&x, &next)
    }
    return x
  }
}
