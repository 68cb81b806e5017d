internal import Torch

/// Rows of a table whose last columns are codes of categories: each code becomes a learned vector,
/// and the vectors follow the numbers.
///
/// The codes come in the same float32 tensor as the numbers, which holds whole numbers up to 2²⁴
/// exactly.
///
/// Source: Guo, Berkhahn, *Entity Embeddings of Categorical Variables*, 2016.
final class CategoryEmbedding: Layer {
  let tables: [Embedding]
  private let numbers: Int

  init(numbers: Int, sizes: [Int], widths: [Int]) throws {
    self.numbers = numbers
    tables = try zip(sizes, widths).map { size, width in
      let table = try Embedding(size, width)
      // Vectors of length near 1 beside standardized numbers, whatever their width.
      try Engine.withoutGradients {
        try table.weight.assign(table.weight * (1 / Double(width).squareRoot()))
      }
      return table
    }
  }

  /// n × (numbers + columns) to n × (numbers + Σ widths).
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let codes = try input.codes(after: numbers)
    let vectors = try tables.enumerated().map {
      try $1(codes.narrowed(1, to: $0..<$0 + 1).squeezed(at: 1), for: mode)
    }
    return try .concatenated([input.narrowed(1, to: 0..<numbers)] + vectors, along: 1)
  }
}

extension Tensor {
  /// The columns after `numbers` as int64.
  func codes(after numbers: Int) throws -> Tensor {
    try narrowed(1, to: numbers..<shape[1]).converted(to: .int64, on: device)
  }
}
