internal import Torch

/// A factor model: y = b + w·x + Σ bᵢ[cᵢ] + Σ pᵢ[cᵢ]·pⱼ[cⱼ] over pairs of columns i < j.
///
/// The biases start at 0, the factors normally distributed with a standard deviation of
/// 0.1/width^¼, so that their products start small.
///
/// Source: Koren, Bell, Volinsky, *Matrix Factorization Techniques for Recommender Systems*, 2009;
/// for more than two columns Rendle, *Factorization Machines*, 2010.
final class FactorNetwork: Layer {
  let bias: Tensor
  let weight: Tensor?
  let biases: [Embedding]
  let factors: [Embedding]
  private let numbers: Int

  init(numbers: Int, sizes: [Int], width: Int) throws {
    self.numbers = numbers
    bias = try .zeros([1]).requiringGradient()
    weight = numbers > 0 ? try .zeros([numbers, 1]).requiringGradient() : nil
    biases = try sizes.map { try Embedding($0, 1) }
    factors = try sizes.map { try Embedding($0, width) }
    try Engine.withoutGradients {
      for table in biases { try table.weight.assign(.zeros(table.weight.shape)) }
      let scale = 0.1 / Double(width).squareRoot().squareRoot()
      for table in factors { try table.weight.assign(table.weight * scale) }
    }
  }

  /// n × (numbers + columns) to n × 1.
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let codes = try input.codes(after: numbers)
    func entries(_ tables: [Embedding]) throws -> [Tensor] {
      try tables.enumerated().map {
        try $1(codes.narrowed(1, to: $0..<$0 + 1).squeezed(at: 1), for: mode)
      }
    }
    var result = try bias.broadcast(to: [input.shape[0], 1])
    if let weight { result = try result + input.narrowed(1, to: 0..<numbers).matmul(weight) }
    for own in try entries(biases) { result = try result + own }
    let vectors = try entries(factors)
    for (index, vector) in vectors.enumerated() {
      for other in vectors[..<index] {
        result = try result + (vector * other).sum(along: 1, keepingDimensions: true)
      }
    }
    return result
  }
}
