/// A parameter as a matrix, and which of its two sides have a preconditioner.
struct MatrixSides {
  enum Side { case left, right }

  let rows, columns: Int
  let sides: [Side]

  /// The sides of a parameter; only those of at most `largest` rows or columns count.
  ///
  /// A vector is a matrix of one column, which has a left side where `vectors` says so.
  init(_ shape: ParameterShape, largest: Int, vectors: Bool) {
    if let (rows, columns) = shape.matrix {
      (self.rows, self.columns) = (rows, columns)
    } else {
      (rows, columns) = (shape.count, 1)
    }
    let (rows, columns) = (rows, columns)
    guard rows > 0, columns > 0 else {
      sides = []
      return
    }
    let hasRight = shape.matrix != nil
    sides =
      (rows <= largest && (hasRight || vectors) ? [.left] : [])
      + (columns <= largest && hasRight ? [.right] : [])
  }

  /// Rows or columns.
  func size(of side: Side) -> Int { side == .left ? rows : columns }

  /// Two slots of each side, rows × rows or columns × columns.
  func slots(_ names: String...) -> [Slot] {
    sides.flatMap { side in
      let (prefix, size) = (side == .left ? "left" : "right", size(of: side))
      return names.map { Slot(prefix + $0, sizes: [size, size]) }
    }
  }

  /// The numbers of some matrices of the parameter's sizes, and of some of its larger side's.
  func capacity(whole: Int, squares: Int) -> Int {
    let larger = sides.map(size).max() ?? 0
    return whole * rows * columns + squares * larger * larger
  }
}

extension LinearAlgebra {
  /// `total ← β·total + α·x·xᵀ` from the left, xᵀ·x from the right.
  func addProduct<Scalar: OptimizerScalar>(
    of x: Matrix<Scalar>, from side: MatrixSides.Side, to total: Matrix<Scalar>, alpha: Double,
    beta: Double
  ) throws {
    try multiply(
      x, transposed: side == .right, x, transposed: side == .left, into: total, alpha: alpha,
      beta: beta)
  }

  /// `result ← q·x` from the left, `x·q` from the right, or with qᵀ.
  func multiply<Scalar: OptimizerScalar>(
    _ x: Matrix<Scalar>, by q: Matrix<Scalar>, transposed: Bool = false,
    from side: MatrixSides.Side, into result: Matrix<Scalar>
  ) throws {
    switch side {
    case .left:
      try multiply(
        q, transposed: transposed, x, transposed: false, into: result, alpha: 1, beta: 0)
    case .right:
      try multiply(
        x, transposed: false, q, transposed: transposed, into: result, alpha: 1, beta: 0)
    }
  }
}
