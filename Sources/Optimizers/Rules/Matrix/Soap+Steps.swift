/// One parameter in a step of ``Soap``: its gradient as a matrix, and its history.
struct SoapParameter<Scalar: OptimizerScalar> {
  let step: Step<Scalar>
  let index: Int
  let sides: MatrixSides
  let gradient: Matrix<Scalar>
  let mean, square: UnsafeMutableBufferPointer<Scalar>

  init(
    _ step: Step<Scalar>, _ index: Int, _ sides: MatrixSides,
    _ workspace: inout Workspace<Scalar>
  ) {
    (self.step, self.index, self.sides) = (step, index, sides)
    gradient = workspace.matrix(sides.rows, sides.columns)
    (mean, square) = (step.slot(Soap.mean, of: index), step.slot(Soap.square, of: index))
    let scale = Scalar(step.gradientScale)
    for (element, value) in step.parameters[index].gradient.enumerated() {
      gradient.elements[element] = scale * value
    }
  }

  /// The product and the basis of each side.
  var bases: [(side: MatrixSides.Side, product: Matrix<Scalar>, basis: Matrix<Scalar>)] {
    sides.sides.enumerated().map { number, side in
      let size = sides.size(of: side)
      return (
        side, Matrix(step.slot(at: 2 + 2 * number, of: index), rows: size, columns: size),
        Matrix(step.slot(at: 3 + 2 * number, of: index), rows: size, columns: size)
      )
    }
  }

  /// `source` in the basis of the eigenvectors, or back from it. The result is in `source` or in
  /// `spare`; the other one is the new spare.
  func turned(
    _ source: Matrix<Scalar>, _ spare: Matrix<Scalar>, back: Bool
  ) throws -> (result: Matrix<Scalar>, spare: Matrix<Scalar>) {
    var (x, other) = (source, spare)
    for (side, _, basis) in bases {
      try step.backend.algebra.multiply(
        x, by: basis, transposed: (side == .left) != back, from: side, into: other)
      swap(&x, &other)
    }
    return (x, other)
  }
}

extension Soap {
  /// The first step: the products and their eigenvectors.
  func begin<Scalar: OptimizerScalar>(
    _ parameter: SoapParameter<Scalar>, _ workspace: Workspace<Scalar>
  ) throws {
    let algebra = parameter.step.backend.algebra
    for (side, product, basis) in parameter.bases {
      var workspace = workspace
      let size = product.rows
      try algebra.addProduct(
        of: parameter.gradient, from: side, to: product, alpha: 1 - beta2, beta: 0)
      let (vectors, values) = (workspace.matrix(size, size), workspace.matrix(1, size))
      try algebra.eigenvectors(of: product, values: values.elements, into: vectors)
      for row in 0..<size {
        for column in 0..<size {
          basis.elements[row * size + column] = vectors.elements[(row + 1) * size - 1 - column]
        }
      }
    }
  }

  /// Adam's step in the basis.
  func move<Scalar: OptimizerScalar>(
    _ parameter: SoapParameter<Scalar>, _ workspace: inout Workspace<Scalar>
  ) throws {
    let (step, sides) = (parameter.step, parameter.sides)
    var (source, spare) = (
      workspace.matrix(sides.rows, sides.columns), workspace.matrix(sides.rows, sides.columns)
    )
    _ = source.elements.update(from: parameter.gradient.elements)
    (source, spare) = try parameter.turned(source, spare, back: false)
    let (taken, kept2, taken2) = (Scalar(1 - beta1), Scalar(beta2), Scalar(1 - beta2))
    for element in parameter.mean.indices {
      let (m, v) = (parameter.mean[element], parameter.square[element])
      let turned = source.elements[element]
      parameter.mean[element] = m + taken * (parameter.gradient.elements[element] - m)
      parameter.square[element] = kept2 * v + taken2 * turned * turned
    }
    _ = source.elements.update(from: parameter.mean)
    (source, spare) = try parameter.turned(source, spare, back: false)
    for element in parameter.square.indices {
      source.elements[element] /= parameter.square[element].squareRoot() + Scalar(epsilon)
    }
    (source, spare) = try parameter.turned(source, spare, back: true)
    let before = step.count - 1
    let learningRate = step.group(of: parameter.index).learningRate
    let rate = Scalar(
      learningRate * (1 - power(beta2, before)).squareRoot() / (1 - power(beta1, before)))
    let (values, kept) = (step.parameters[parameter.index].values, 1 - learningRate * weightDecay)
    for element in values.indices {
      values[element] = Scalar(kept) * (values[element] - rate * source.elements[element])
    }
  }

  /// Updates the products by the gradient, and every few steps the basis.
  func turn<Scalar: OptimizerScalar>(
    _ parameter: SoapParameter<Scalar>, _ workspace: Workspace<Scalar>
  ) throws {
    let algebra = parameter.step.backend.algebra
    for (side, product, basis) in parameter.bases {
      try algebra.addProduct(
        of: parameter.gradient, from: side, to: product, alpha: 1 - beta2, beta: beta2)
      guard (parameter.step.count - 1) % every == 0 else { continue }
      var workspace = workspace
      let size = product.rows
      let (turned, sorted) = (workspace.matrix(size, size), workspace.matrix(size, size))
      try algebra.multiply(product, basis, into: turned)
      let values = (0..<size).map { column in
        (0..<size).reduce(0) {
          let element = $1 * size + column
          return $0 + Double(basis.elements[element]) * Double(turned.elements[element])
        }
      }
      // Equal values keep their order.
      let order = (0..<size).sorted { (values[$1], $0) < (values[$0], $1) }
      for row in 0..<size {
        for (column, old) in order.enumerated() {
          sorted.elements[row * size + column] = turned.elements[row * size + old]
        }
      }
      parameter.reorderSquares(along: side, order, &workspace)
      try algebra.orthogonalFactor(of: sorted, into: basis)
    }
  }
}

extension SoapParameter {
  /// Puts rows or columns of v into this order.
  fileprivate func reorderSquares(
    along side: MatrixSides.Side, _ order: [Int], _ workspace: inout Workspace<Scalar>
  ) {
    let (rows, columns) = (sides.rows, sides.columns)
    let copy = workspace.matrix(rows, columns).elements
    _ = copy.update(from: square)
    for row in 0..<rows {
      for column in 0..<columns {
        let old =
          side == .left ? order[row] * columns + column : row * columns + order[column]
        square[row * columns + column] = copy[old]
      }
    }
  }
}
