public import Optimizers
internal import Torch

/// Linear algebra with libtorch, for rules that multiply and decompose matrices.
///
/// It works in place, in the optimizer's memory, with libtorch's threads.
public struct TorchAlgebra: LinearAlgebra {
  /// Creates the linear algebra.
  public init() {}

  /// The matrix product, with optional transposes.
  public func multiply<Scalar: OptimizerScalar>(
    _ left: Matrix<Scalar>, transposed leftIsTransposed: Bool, _ right: Matrix<Scalar>,
    transposed rightIsTransposed: Bool, into result: Matrix<Scalar>, alpha: Double, beta: Double
  ) throws {
    let (rows, inner) =
      leftIsTransposed ? (left.columns, left.rows) : (left.rows, left.columns)
    let (same, columns) =
      rightIsTransposed ? (right.columns, right.rows) : (right.rows, right.columns)
    precondition(
      inner == same && result.rows == rows && result.columns == columns,
      "\(rows) × \(inner) times \(same) × \(columns) does not fit "
        + "\(result.rows) × \(result.columns)")
    try result.view().setProduct(
      left.view(transposed: leftIsTransposed), right.view(transposed: rightIsTransposed),
      type: Scalar.type, alpha: alpha, beta: beta)
  }

  /// The eigenvectors by LAPACK, in float64 if float32 does not converge.
  public func eigenvectors<Scalar: OptimizerScalar>(
    of symmetric: Matrix<Scalar>, values: UnsafeMutableBufferPointer<Scalar>,
    into vectors: Matrix<Scalar>
  ) throws {
    try symmetric.view().findEigenvectors(
      values: Matrix(values, rows: 1, columns: values.count).view(), vectors: vectors.view(),
      type: Scalar.type)
  }

  /// The factor Q by LAPACK.
  public func orthogonalFactor<Scalar: OptimizerScalar>(
    of matrix: Matrix<Scalar>, into result: Matrix<Scalar>
  ) throws {
    try matrix.view().findOrthogonalFactor(result.view(), type: Scalar.type)
  }
}

extension Matrix {
  fileprivate func view(transposed: Bool = false) -> MatrixView {
    MatrixView(start, rows: rows, columns: columns, transposed: transposed)
  }
}

extension OptimizerScalar {
  fileprivate static var type: ScalarType {
    if Self.self == Float.self { return .float32 }
    precondition(Self.self == Double.self, "libtorch has no elements like \(Self.self)")
    return .float64
  }
}
