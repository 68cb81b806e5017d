import Optimizers
import Testing
import Torch
import Training

@Suite struct TorchAlgebraTests {
  private let algebra = TorchAlgebra()
  private let plain = PlainAlgebra()

  /// A matrix with memory that is never given back: a matrix does not keep its memory alive.
  private struct Owned<Scalar: OptimizerScalar> {
    let matrix: Matrix<Scalar>

    init(_ rows: Int, _ columns: Int, _ number: (Int) -> Double = { _ in .nan }) {
      let buffer = UnsafeMutableBufferPointer<Scalar>.allocate(capacity: rows * columns)
      for index in buffer.indices { buffer.initializeElement(at: index, to: Scalar(number(index))) }
      matrix = Matrix(buffer, rows: rows, columns: columns)
    }
    var numbers: [Double] { matrix.elements.map(Double.init) }
  }

  /// Numbers in −1 … 1 that follow no pattern.
  private static func number(_ index: Int) -> Double {
    let mixed = UInt64(index + 1) &* 0x9e37_79b9_7f4a_7c15
    return Double(Int64(bitPattern: mixed ^ (mixed >> 29)) >> 11) / 0x1p52
  }

  private func expectProducts<Scalar: OptimizerScalar>(
    within tolerance: Double, _: Scalar.Type
  ) throws {
    for (leftIsTransposed, rightIsTransposed) in [
      (false, false), (false, true), (true, false), (true, true),
    ] {
      for (alpha, beta) in [(1.0, 0.0), (2.5, 0.0), (1, 1), (-0.5, 0.25)] {
        let left = Owned<Scalar>(
          leftIsTransposed ? 7 : 4, leftIsTransposed ? 4 : 7, Self.number)
        let right = Owned<Scalar>(
          rightIsTransposed ? 5 : 7, rightIsTransposed ? 7 : 5, { Self.number($0 + 100) })
        let results = [0, 1].map { _ in
          Owned<Scalar>(4, 5) { beta == 0 ? .nan : Self.number($0 + 200) }
        }
        try algebra.multiply(
          left.matrix, transposed: leftIsTransposed, right.matrix, transposed: rightIsTransposed,
          into: results[0].matrix, alpha: alpha, beta: beta)
        plain.multiply(
          left.matrix, transposed: leftIsTransposed, right.matrix, transposed: rightIsTransposed,
          into: results[1].matrix, alpha: alpha, beta: beta)
        for (found, expected) in zip(results[0].numbers, results[1].numbers) {
          #expect((found - expected).magnitude <= tolerance)
        }
      }
    }
  }

  @Test func `products are those of plain algebra, in place`() throws {
    // Sums of seven products of numbers below 1.
    try expectProducts(within: 1e-14, Double.self)
    try expectProducts(within: 5e-6, Float.self)
  }

  private func expectEigenvectors<Scalar: OptimizerScalar>(
    within tolerance: Double, _: Scalar.Type
  ) throws {
    let size = 9
    let factor = Owned<Scalar>(size, size, Self.number)
    let symmetric = Owned<Scalar>(size, size)
    plain.multiply(
      factor.matrix, transposed: false, factor.matrix, transposed: true, into: symmetric.matrix,
      alpha: 1, beta: 0)
    let (values, vectors) = (Owned<Scalar>(1, size), Owned<Scalar>(size, size))
    let (plainValues, plainVectors) = (Owned<Scalar>(1, size), Owned<Scalar>(size, size))
    try algebra.eigenvectors(
      of: symmetric.matrix, values: values.matrix.elements, into: vectors.matrix)
    try plain.eigenvectors(
      of: symmetric.matrix, values: plainValues.matrix.elements, into: plainVectors.matrix)
    for (found, expected) in zip(values.numbers, plainValues.numbers) {
      #expect((found - expected).magnitude <= tolerance)
    }
    let (v, w) = (vectors.numbers, plainVectors.numbers)
    for column in 0..<size {
      // The same but for the sign.
      let product = (0..<size).reduce(0) { $0 + v[$1 * size + column] * w[$1 * size + column] }
      #expect((product.magnitude - 1).magnitude <= tolerance)
    }
  }

  @Test func `eigenvectors are those of plain algebra`() throws {
    try expectEigenvectors(within: 1e-12, Double.self)
    try expectEigenvectors(within: 1e-4, Float.self)
  }

  private func expectOrthogonalFactor<Scalar: OptimizerScalar>(
    within tolerance: Double, _: Scalar.Type
  ) throws {
    let size = 9
    let matrix = Owned<Scalar>(size, size, Self.number)
    let (found, expected) = (Owned<Scalar>(size, size), Owned<Scalar>(size, size))
    try algebra.orthogonalFactor(of: matrix.matrix, into: found.matrix)
    try plain.orthogonalFactor(of: matrix.matrix, into: expected.matrix)
    let (q, p) = (found.numbers, expected.numbers)
    for column in 0..<size {
      let product = (0..<size).reduce(0) { $0 + q[$1 * size + column] * p[$1 * size + column] }
      #expect((product.magnitude - 1).magnitude <= tolerance)
    }
    let zeros = Owned<Scalar>(size, size) { _ in 0 }
    try algebra.orthogonalFactor(of: zeros.matrix, into: found.matrix)
    for index in 0..<size * size {
      #expect(found.numbers[index].magnitude == (index % (size + 1) == 0 ? 1 : 0))
    }
  }

  @Test func `orthogonal factors are those of plain algebra, for zeros too`() throws {
    try expectOrthogonalFactor(within: 1e-12, Double.self)
    try expectOrthogonalFactor(within: 1e-5, Float.self)
  }

  @Test func `numbers that are not finite are refused`() {
    let (matrix, values) = (Owned<Float>(2, 2), Owned<Float>(1, 2))
    let first = #expect(throws: TorchError.self) {
      try algebra.eigenvectors(
        of: matrix.matrix, values: values.matrix.elements, into: matrix.matrix)
    }
    #expect(first?.description == "eigenvectors: an element is not finite")
    let second = #expect(throws: TorchError.self) {
      try algebra.orthogonalFactor(of: matrix.matrix, into: matrix.matrix)
    }
    #expect(second?.description == "orthogonal factor: an element is not finite")
  }

  @Test(arguments: [Optimizer.muon(), .shampoo(), .soap(every: 2)])
  func `rules step as with plain algebra`(optimizer: Optimizer) throws {
    // A square matrix: the null space of another would have whatever basis a decomposition gives it.
    let size = 6
    let results = try [algebra as any LinearAlgebra, plain].map { algebra in
      let values = Owned<Double>(size, size, Self.number)
      let shape = ParameterShape("weight", [size, size])
      let state: OptimizerState<Double> = optimizer.initialState(of: [shape])
      for step in 0..<10 {
        let gradient = Owned<Double>(size, size) { Self.number($0 + 100 * step) }
        try optimizer.step(
          [
            ParameterBuffer(
              name: "weight", sizes: [size, size], values: values.matrix.elements,
              gradient: UnsafeBufferPointer(gradient.matrix.elements))
          ], state, StepSettings(learningRate: 0.1, backend: Backend(algebra: algebra)))
      }
      return values.numbers
    }
    for (index, (found, expected)) in zip(results[0], results[1]).enumerated() {
      #expect((found - expected).magnitude <= 1e-10)
      #expect(found != Self.number(index))
    }
  }
}
