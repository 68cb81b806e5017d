/// A matrix over memory that it does not own, row by row.
public struct Matrix<Scalar: OptimizerScalar> {
  /// The first element.
  public let start: UnsafeMutablePointer<Scalar>
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int

  /// A matrix over `buffer`.
  ///
  /// - Precondition: `buffer` has rows × columns elements, and at least one.
  public init(_ buffer: UnsafeMutableBufferPointer<Scalar>, rows: Int, columns: Int) {
    precondition(
      buffer.count == rows * columns && rows > 0 && columns > 0,
      "\(rows) × \(columns) must be the buffer's number of elements; received \(buffer.count)")
    guard let start = buffer.baseAddress else { preconditionFailure("the buffer has no memory") }
    (self.start, self.rows, self.columns) = (start, rows, columns)
  }

  /// All elements, row by row.
  public var elements: UnsafeMutableBufferPointer<Scalar> {
    UnsafeMutableBufferPointer(start: start, count: rows * columns)
  }
}

/// Products and decompositions of matrices, for the rules that need them.
///
/// ``PlainAlgebra`` is slow and has no dependencies. The module `Training` uses the engine's.
public protocol LinearAlgebra: Sendable {
  /// `result ← α · op(left) · op(right) + β · result`, where op is the transpose if `transposed` is
  /// true.
  ///
  /// With β = 0 the old `result` is not read. `result` is neither `left` nor `right`.
  /// - Precondition: The sizes fit.
  func multiply<Scalar: OptimizerScalar>(
    _ left: Matrix<Scalar>, transposed leftIsTransposed: Bool, _ right: Matrix<Scalar>,
    transposed rightIsTransposed: Bool, into result: Matrix<Scalar>, alpha: Double, beta: Double)
    throws

  /// Computes the eigenvalues of a symmetric matrix, in rising order, and the eigenvectors as
  /// columns.
  ///
  /// - Throws: an error when the decomposition does not converge, or an element is not finite.
  func eigenvectors<Scalar: OptimizerScalar>(
    of symmetric: Matrix<Scalar>, values: UnsafeMutableBufferPointer<Scalar>,
    into vectors: Matrix<Scalar>) throws

  /// The orthogonal factor of `matrix` = Q·R, for a square matrix of any rank.
  ///
  /// The signs of its columns are not determined.
  /// - Throws: an error when an element is not finite.
  func orthogonalFactor<Scalar: OptimizerScalar>(
    of matrix: Matrix<Scalar>, into result: Matrix<Scalar>) throws
}

extension LinearAlgebra {
  /// `result ← α · left · right`.
  public func multiply<Scalar: OptimizerScalar>(
    _ left: Matrix<Scalar>, _ right: Matrix<Scalar>, into result: Matrix<Scalar>, alpha: Double = 1
  ) throws {
    try multiply(
      left, transposed: false, right, transposed: false, into: result, alpha: alpha, beta: 0)
  }
}
