package import Torch

/// A linear model fitted to its optimum: least squares or multinomial logistic regression, with a
/// penalty ½·λ·‖W‖² on the weights but not on the intercepts.
///
/// Least squares are one solution of (XᵀX + λI)·W = XᵀY. Logistic regression repeats
/// W ← W + 2·(XᵀX + 2λI)⁻¹·(Xᵀ(Y − P) − λW), whose matrix bounds every Hessian, so that the loss
/// never rises.
///
/// Source: Böhning, *Multinomial logistic regression algorithm*, 1992.
package struct LinearBaseline {
  /// What the columns of a fit are.
  package enum Target {
    /// The class of each row, and the number of classes.
    case classes([Int64], count: Int)
    /// A number of each row.
    case numbers([Double])
  }

  private static let penalty = 1.0
  private static let mostIterations = 300

  private let weight: Tensor

  /// Fits rows of equal length; n × width `inputs` as float64.
  ///
  /// - Throws: `TorchError` when out of memory.
  package init(_ inputs: Tensor, _ target: Target) throws {
    let rows = try Self.withIntercept(inputs)
    let width = rows.shape[1]
    // The intercept is hardly penalized, so that it is found even for standardized columns of zeros.
    var diagonal = [Double](repeating: Self.penalty, count: width)
    diagonal[width - 1] = 1e-6
    let penalties = try Tensor(diagonal, shape: [width, 1])
    let square = try rows.transposed().matmul(rows)
    let identity = try Tensor.identity(width, type: .float64)
    switch target {
    case .numbers(let values):
      let targets = try Tensor(values, shape: [values.count, 1])
      weight = try Self.solve(
        square + identity * penalties, rows.transposed().matmul(targets))
    case .classes(let classes, let count):
      let targets = try Tensor(classes, shape: [classes.count]).oneHot(classes: count)
        .converted(to: .float64, on: .cpu)
      let inverse = try Self.solve(square + identity * penalties * 2, identity)
      var weight = try Tensor.zeros([width, count], type: .float64)
      for _ in 0..<Self.mostIterations {
        let errors = try targets - rows.matmul(weight).softmax()
        let change =
          try inverse.matmul(rows.transposed().matmul(errors) - weight * penalties) * 2
        weight = try weight + change
        if try change.magnitude().max().item() < 1e-5 { break }
      }
      self.weight = weight
    }
  }

  /// The logits of classes, or one number, for each row.
  package func answers(for inputs: Tensor) throws -> Tensor {
    try Self.withIntercept(inputs).matmul(weight)
  }

  private static func withIntercept(_ inputs: Tensor) throws -> Tensor {
    try .concatenated([inputs, .ones([inputs.shape[0], 1], type: .float64)], along: 1)
  }

  private static func solve(_ matrix: Tensor, _ right: Tensor) throws -> Tensor {
    try TorchOperation("linalg_solve")(matrix, right).tensor
  }
}
