extension Muon {
  /// The coefficients (a, b, c) of the polynomial a·x + b·x³ + c·x⁵ on each singular value.
  ///
  /// They make the slope at 0 as steep as it can be, so that few applications bring small singular
  /// values up; in return the values do not converge to 1, but stay in 0.7 … 1.2, which costs
  /// nothing in training. Source: Jordan, *Muon*, 2024.
  private static let polynomial = (a: 3.4445, b: -4.7750, c: 2.0315)
  /// The least norm that a matrix is divided by, as in Jordan's code and PyTorch's.
  private static let leastNorm = 1e-7

  /// Updates the parameter at `index`, a matrix of `rows` × `columns`.
  func update<Scalar: OptimizerScalar>(
    matrix index: Int, _ rows: Int, _ columns: Int, in step: Step<Scalar>,
    _ workspace: inout Workspace<Scalar>
  ) throws {
    let direction = workspace.matrix(rows, columns)
    updateMomentum(of: index, in: step, direction: direction.elements)
    normalize(direction.elements)
    let result = try orthogonalized(
      direction, workspace.matrix(rows, columns), &workspace, step.machine.algebra)
    let rate = step.group(of: index).learningRate
    let (kept, size) = (
      Scalar(1 - rate * weightDecay), Scalar(rate * scaling.factor(rows, columns))
    )
    let (values, change) = (step.parameters[index].values, result.elements)
    for element in values.indices {
      values[element] = kept * values[element] - size * change[element]
    }
  }

  /// Updates the momentum by the gradient, and writes the direction that is orthogonalized.
  private func updateMomentum<Scalar: OptimizerScalar>(
    of index: Int, in step: Step<Scalar>, direction: UnsafeMutableBufferPointer<Scalar>
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
      direction[element] = nesterov ? g + ahead * (m - g) : m
    }
  }

  /// Divides a matrix by its Frobenius norm, so that no singular value is above 1.
  private func normalize<Scalar: OptimizerScalar>(_ matrix: UnsafeMutableBufferPointer<Scalar>) {
    let norm = matrix.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    let divisor = Scalar(max(norm, Self.leastNorm))
    for element in matrix.indices { matrix[element] /= divisor }
  }

  /// Applies the polynomial; the result is one of the two matrices.
  private func orthogonalized<Scalar: OptimizerScalar>(
    _ first: Matrix<Scalar>, _ second: Matrix<Scalar>, _ workspace: inout Workspace<Scalar>,
    _ algebra: any LinearAlgebra
  ) throws -> Matrix<Scalar> {
    let (a, b, c) = Self.polynomial
    // The products are those of the shorter side: x·xᵀ, or xᵀ·x with the polynomial from the right.
    let isTall = first.rows > first.columns
    let size = min(first.rows, first.columns)
    let (gram, polynomial) = (workspace.matrix(size, size), workspace.matrix(size, size))
    var (x, next) = (first, second)
    for _ in 0..<steps {
      // gram = x·xᵀ
      try algebra.multiply(
        x, transposed: isTall, x, transposed: !isTall, into: gram, alpha: 1, beta: 0)
      // polynomial = b·gram + c·gram²
      _ = polynomial.elements.update(from: gram.elements)
      try algebra.multiply(
        gram, transposed: false, gram, transposed: false, into: polynomial, alpha: c, beta: b)
      // next = a·x + polynomial·x
      _ = next.elements.update(from: x.elements)
      try algebra.multiply(
        isTall ? x : polynomial, transposed: false, isTall ? polynomial : x, transposed: false,
        into: next, alpha: 1, beta: a)
      swap(&x, &next)
    }
    return x
  }
}
