internal import CTorch

/// A matrix in memory that is not libtorch's, row by row, for operations that neither copy it nor
/// know of gradients.
package struct MatrixView {
  fileprivate let matrix: ct_matrix

  /// A matrix over `start`, which an operation is to see transposed where it says so.
  ///
  /// - Precondition: the memory has rows × columns elements of the operation's type for as long as the
  ///   view is used.
  package init(
    _ start: UnsafeMutableRawPointer, rows: Int, columns: Int, transposed: Bool = false
  ) {
    matrix = ct_matrix(
      start: start, rows: Int64(rows), columns: Int64(columns), transposed: transposed)
  }

  /// `self ← α · left · right + β · self`.
  package func setProduct(
    _ left: MatrixView, _ right: MatrixView, type: ScalarType, alpha: Double, beta: Double
  ) throws(TorchError) {
    try check(
      ct_matrix_multiply(type.code, left.matrix, right.matrix, matrix, alpha, beta),
      "matrix product")
  }

  /// The eigenvalues of this symmetric matrix into `values`, from the smallest on, and its eigenvectors
  /// into the columns of `vectors`.
  package func findEigenvectors(
    values: MatrixView, vectors: MatrixView, type: ScalarType
  ) throws(TorchError) {
    try check(
      ct_matrix_eigenvectors(type.code, matrix, values.matrix, vectors.matrix), "eigenvectors")
  }

  /// Q of this square matrix = Q·R.
  package func findOrthogonalFactor(
    _ result: MatrixView, type: ScalarType
  ) throws(TorchError) {
    try check(
      ct_matrix_orthogonal_factor(type.code, matrix, result.matrix), "orthogonal factor")
  }
}
