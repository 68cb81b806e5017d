internal import CTorch

/// A row-major matrix in memory that libtorch does not own, for operations without copies and
/// without gradients.
package struct MatrixView {
  fileprivate let matrix: ct_matrix

  /// Creates a view of the memory at `start`; operations see the transpose if `transposed` is true.
  ///
  /// - Precondition: the memory holds rows × columns elements of the operation's type while the
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

  /// Writes the eigenvalues of this symmetric matrix into `values`, in ascending order, and its
  /// eigenvectors into the columns of `vectors`.
  package func findEigenvectors(
    values: MatrixView, vectors: MatrixView, type: ScalarType
  ) throws(TorchError) {
    try check(
      ct_matrix_eigenvectors(type.code, matrix, values.matrix, vectors.matrix), "eigenvectors")
  }

  /// Writes the factor Q of this square matrix = Q·R into `result`.
  package func findOrthogonalFactor(
    _ result: MatrixView, type: ScalarType
  ) throws(TorchError) {
    try check(
      ct_matrix_orthogonal_factor(type.code, matrix, result.matrix), "orthogonal factor")
  }
}
