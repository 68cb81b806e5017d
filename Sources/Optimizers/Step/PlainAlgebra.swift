/// Linear algebra by the textbook: slow, exact to rounding, and without dependencies.
public struct PlainAlgebra: LinearAlgebra {
  /// Plain algebra has no settings.
  public init() {}

  /// Row by row.
  public func multiply<Scalar: OptimizerScalar>(
    _ left: Matrix<Scalar>, transposed leftIsTransposed: Bool, _ right: Matrix<Scalar>,
    transposed rightIsTransposed: Bool, into result: Matrix<Scalar>, alpha: Double, beta: Double
  ) {
    let (rows, inner) =
      leftIsTransposed ? (left.columns, left.rows) : (left.rows, left.columns)
    let (same, columns) =
      rightIsTransposed ? (right.columns, right.rows) : (right.rows, right.columns)
    precondition(
      inner == same && result.rows == rows && result.columns == columns,
      "\(rows) × \(inner) times \(same) × \(columns) does not fit "
        + "\(result.rows) × \(result.columns)")
    for row in 0..<rows {
      for column in 0..<columns {
        var sum: Scalar = 0
        for index in 0..<inner {
          let a = leftIsTransposed ? left[index, row] : left[row, index]
          sum += a * (rightIsTransposed ? right[column, index] : right[index, column])
        }
        let old = beta == 0 ? 0 : Scalar(beta) * result[row, column]
        result[row, column] = Scalar(alpha) * sum + old
      }
    }
  }

  /// Jacobi's rotations, until the elements off the diagonal are rounding errors.
  public func eigenvectors<Scalar: OptimizerScalar>(
    of symmetric: Matrix<Scalar>, values: UnsafeMutableBufferPointer<Scalar>,
    into vectors: Matrix<Scalar>
  ) throws {
    let size = symmetric.rows
    var a = symmetric.elements.map(Double.init)
    guard a.allSatisfy(\.isFinite) else {
      throw OptimizerError(
        "each element of a matrix to decompose", "finite", received: "NaN or infinity")
    }
    var v = [Double](repeating: 0, count: size * size)
    for index in 0..<size { v[index * size + index] = 1 }
    // Elements this far below the largest are rounding errors of the rotations.
    let rounding = .leastNormalMagnitude + 1e-16 * a.reduce(0) { max($0, $1.magnitude) }
    var isDone = size < 2
    for _ in 0..<100 where !isDone {
      isDone = true
      for p in 0..<size - 1 {
        for q in p + 1..<size {
          let (pq, pp, qq) = (a[p * size + q], a[p * size + p], a[q * size + q])
          if pq.magnitude <= 1e-16 * (pp.magnitude + qq.magnitude) + rounding { continue }
          isDone = false
          let angle = (qq - pp) / (2 * pq)
          let t = (angle < 0 ? -1 : 1) / (angle.magnitude + (angle * angle + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          for k in 0..<size {
            let (kp, kq) = (a[k * size + p], a[k * size + q])
            (a[k * size + p], a[k * size + q]) = (c * kp - s * kq, s * kp + c * kq)
          }
          for k in 0..<size {
            let (pk, qk) = (a[p * size + k], a[q * size + k])
            (a[p * size + k], a[q * size + k]) = (c * pk - s * qk, s * pk + c * qk)
            let (vp, vq) = (v[k * size + p], v[k * size + q])
            (v[k * size + p], v[k * size + q]) = (c * vp - s * vq, s * vp + c * vq)
          }
        }
      }
    }
    guard isDone else {
      throw OptimizerError("an eigenvalue decomposition", "converged", received: "100 rounds")
    }
    let order = (0..<size).sorted { a[$0 * size + $0] < a[$1 * size + $1] }
    for (column, index) in order.enumerated() {
      values[column] = Scalar(a[index * size + index])
      for row in 0..<size { vectors[row, column] = Scalar(v[row * size + index]) }
    }
  }

  /// Householder's reflections, which give an orthogonal factor for matrices of any rank.
  public func orthogonalFactor<Scalar: OptimizerScalar>(
    of matrix: Matrix<Scalar>, into result: Matrix<Scalar>
  ) throws {
    let size = matrix.rows
    precondition(matrix.columns == size, "a square matrix")
    var a = matrix.elements.map(Double.init)
    guard a.allSatisfy(\.isFinite) else {
      throw OptimizerError(
        "each element of a matrix to decompose", "finite", received: "NaN or infinity")
    }
    var q = [Double](repeating: 0, count: size * size)
    for index in 0..<size { q[index * size + index] = 1 }
    for column in 0..<size {
      // The reflection that takes the rest of the column to its first element.
      let largest = (column..<size).reduce(0) { max($0, a[$1 * size + column].magnitude) }
      guard largest > 0 else { continue }
      var mirror = (column..<size).map { a[$0 * size + column] / largest }
      let norm = mirror.reduce(0) { $0 + $1 * $1 }.squareRoot()
      mirror[0] += mirror[0] < 0 ? -norm : norm
      let square = mirror.reduce(0) { $0 + $1 * $1 }
      for other in column..<size {
        var product = 0.0
        for row in column..<size { product += mirror[row - column] * a[row * size + other] }
        for row in column..<size {
          a[row * size + other] -= 2 * product / square * mirror[row - column]
        }
      }
      for row in 0..<size {
        var product = 0.0
        for other in column..<size { product += q[row * size + other] * mirror[other - column] }
        for other in column..<size {
          q[row * size + other] -= 2 * product / square * mirror[other - column]
        }
      }
    }
    for (index, value) in q.enumerated() { result.elements[index] = Scalar(value) }
  }
}

extension Matrix {
  fileprivate subscript(row: Int, column: Int) -> Scalar {
    get { start[row * columns + column] }
    nonmutating set { start[row * columns + column] = newValue }
  }
}
