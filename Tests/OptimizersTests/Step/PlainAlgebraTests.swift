import Notation
import Optimizers
import Testing

@Suite struct PlainAlgebraTests {
  private let algebra = PlainAlgebra()

  /// A matrix with memory that is never given back: a matrix does not keep its memory alive.
  private struct Owned {
    let matrix: Matrix<Double>

    init(_ numbers: [Double], _ rows: Int, _ columns: Int) {
      let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: numbers.count)
      _ = buffer.initialize(from: numbers)
      matrix = Matrix(buffer, rows: rows, columns: columns)
    }
    var numbers: [Double] { Array(matrix.elements) }
  }

  @Test func `products as worked out by hand, transposed when asked to`() {
    let (a, b) = (Owned([1, 2, 3, 4, 5, 6], 2, 3), Owned([1, 0, 2, 1, 0, 1], 3, 2))
    let result = Owned([1, 1, 1, 1], 2, 2)
    // (1·1 + 2·2, 2·1 + 3·1; 4·1 + 5·2, 5·1 + 6·1)
    algebra.multiply(
      a.matrix, transposed: false, b.matrix, transposed: false, into: result.matrix, alpha: 2,
      beta: 0.5)
    #expect(result.numbers == [10.5, 10.5, 28.5, 22.5])
    // aᵀ·a
    let square = Owned([Double](repeating: .nan, count: 9), 3, 3)
    algebra.multiply(
      a.matrix, transposed: true, a.matrix, transposed: false, into: square.matrix, alpha: 1,
      beta: 0)
    #expect(square.numbers == [17, 22, 27, 22, 29, 36, 27, 36, 45])
  }

  @Test func `eigenvectors as known`() throws {
    let (values, vectors) = (Owned([0, 0], 1, 2), Owned([0, 0, 0, 0], 2, 2))
    try algebra.eigenvectors(
      of: Owned([2, 1, 1, 2], 2, 2).matrix, values: values.matrix.elements, into: vectors.matrix)
    #expect(
      (values.numbers[0] - 1).magnitude <= 1e-15 && (values.numbers[1] - 3).magnitude <= 1e-15)
    let v = vectors.numbers
    #expect((v[0] + v[2]).magnitude <= 1e-15 && (v[1] - v[3]).magnitude <= 1e-15)
    #expect((v[0].magnitude - 0.5.squareRoot()).magnitude <= 1e-15)
  }

  @Test(arguments: [
    [1.0, 2, 3, 2, 4, 6, 3, 6, 9],  // of rank one
    [0, 0, 0, 0, 0, 0, 0, 0, 0],
    [1e-20, 0, 0, 0, 1, 1e-9, 0, 1e-9, 1e20],
    [2, -1, 0, -1, 2, -1, 0, -1, 2],
  ])
  func `eigenvectors rebuild their matrix`(numbers: [Double]) throws {
    let (values, vectors) = (
      Owned([0, 0, 0], 1, 3), Owned([Double](repeating: 0, count: 9), 3, 3)
    )
    try algebra.eigenvectors(
      of: Owned(numbers, 3, 3).matrix, values: values.matrix.elements, into: vectors.matrix)
    let (d, v) = (values.numbers, vectors.numbers)
    #expect(d == d.sorted())
    let largest = numbers.map(\.magnitude).max() ?? 0
    for row in 0..<3 {
      for column in 0..<3 {
        let (rebuilt, unit) = (0..<3).reduce((0.0, 0.0)) { sums, k in
          (
            sums.0 + v[row * 3 + k] * d[k] * v[column * 3 + k],
            sums.1 + v[k * 3 + row] * v[k * 3 + column]
          )
        }
        #expect((rebuilt - numbers[row * 3 + column]).magnitude <= 1e-15 * largest)
        #expect((unit - (row == column ? 1 : 0)).magnitude <= 1e-15)
      }
    }
  }

  @Test(arguments: [
    [1.0, 2, 3, 4, 5, 6, 7, 8, 10], [1, 2, 3, 2, 4, 6, 3, 6, 9], [0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 1, 0, 0, 1, 0, 0, 1], [1e200, 1, 0, 1, 1e-200, 0, 0, 0, 1e-300],
  ])
  func `an orthogonal factor is orthogonal for any rank`(numbers: [Double]) throws {
    let result = Owned([Double](repeating: 0, count: 9), 3, 3)
    try algebra.orthogonalFactor(of: Owned(numbers, 3, 3).matrix, into: result.matrix)
    let q = result.numbers
    for left in 0..<3 {
      for right in 0..<3 {
        let unit = (0..<3).reduce(0) { $0 + q[$1 * 3 + left] * q[$1 * 3 + right] }
        #expect((unit - (left == right ? 1 : 0)).magnitude <= 1e-15)
        // Qᵀ·A has nothing below its diagonal.
        guard left > right else { continue }
        let below = (0..<3).reduce(0) { $0 + q[$1 * 3 + left] * numbers[$1 * 3 + right] }
        let length = (0..<3).map { numbers[$0 * 3 + right].magnitude }.max() ?? 0
        #expect(below.magnitude <= 1e-14 * length)
      }
    }
  }

  @Test func `numbers that are not finite are refused`() {
    let (matrix, result) = (Owned([1, .nan, .nan, 1], 2, 2), Owned([0, 0, 0, 0], 2, 2))
    let values = Owned([0, 0], 1, 2)
    let sentence = "each element of a matrix to decompose must be finite; received NaN or infinity"
    let first = #expect(throws: OptimizerError.self) {
      try algebra.orthogonalFactor(of: matrix.matrix, into: result.matrix)
    }
    #expect(first?.description == sentence)
    let second = #expect(throws: OptimizerError.self) {
      try algebra.eigenvectors(
        of: matrix.matrix, values: values.matrix.elements, into: result.matrix)
    }
    #expect(second?.description == sentence)
  }
}
