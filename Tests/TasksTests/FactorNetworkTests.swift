import Models
import Tasks
import Testing
import Torch
import Training

@Suite struct FactorNetworkTests {
  @Test func `biases, products of vectors and numbers add up, by hand`() throws {
    let model = try NamedModels.record(
      "factors(factors: 2)", .table(numbers: 1, codes: [2, 3]), .number(center: 0, scale: 1)
    ).makeModel()
    try model.load([
      "body.bias": Tensor([0.5] as [Float], shape: [1]), "body.weight": .rows([[2]]),
      "body.biases.0.weight": .rows([[0.1], [0.2]]),
      "body.biases.1.weight": .rows([[1], [2], [3]]),
      "body.factors.0.weight": .rows([[1, 2], [3, -1]]),
      "body.factors.1.weight": .rows([[0.5, 0], [1, 1], [-2, 4]]),
    ])
    let answer = try model.answer(for: .rows([[1.5, 1, 2], [-1, 0, 1]]))
    #expect(answer.shape == [2, 1])
    // 0.5 + 2·1.5 + 0.2 + 3 + (3·−2 − 1·4) and 0.5 − 2 + 0.1 + 2 + (1 + 2)
    #expect(try areClose(answer.numbers, [-3.3, 3.6]))
  }

  @Test func `three columns have a product for each pair`() throws {
    let model = try NamedModels.record(
      "factors(factors: 1)", .table(numbers: 0, codes: [1, 1, 1]), .number(center: 0, scale: 1)
    ).makeModel()
    var weights = ["body.bias": try Tensor([1] as [Float], shape: [1])]
    for (column, factor) in [2, 3, 5].enumerated() {
      weights["body.factors.\(column).weight"] = try .rows([[Float(factor)]])
      weights["body.biases.\(column).weight"] = try .rows([[0.25]])
    }
    try model.load(weights)
    // 1 + 3·0.25 + 2·3 + 2·5 + 3·5
    #expect(try areClose(model.answer(for: .rows([[0, 0, 0]])).numbers, [32.75]))
  }

  @Test func `it starts near zero, without biases`() throws {
    try Engine.seed(5)
    let model = try NamedModels.record(
      "factors(factors: 16)", .table(numbers: 2, codes: [500, 500]), .number(center: 0, scale: 1)
    ).makeModel()
    let rows = (0..<500).map { [Float($0), 1, Float($0), Float(499 - $0)] }
    let answers = try model.answer(for: .rows(rows)).numbers
    let deviation = (answers.reduce(0) { $0 + $1 * $1 } / 500).squareRoot()
    // (0.1/16^¼)² = 0.0025 for each of 16 products: √16·0.0025 = 0.01.
    #expect(abs(deviation - 0.01) < 0.002, "\(deviation)")
  }
}

@Suite struct CategoryEmbeddingTests {
  @Test func `vectors of the codes follow the numbers, by hand`() throws {
    // Vectors of 3 numbers for 3 categories and of 2 for 2.
    let model = try NamedModels.record(
      "linear", .table(numbers: 2, codes: [3, 2]), NamedModels.classes(7)
    ).makeModel()
    try model.load([
      "body.layers.0.tables.0.weight": .rows([[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
      "body.layers.0.tables.1.weight": .rows([[-1, -2], [-3, -4]]),
      "body.layers.1.weight": .identity(7, type: .float32), "body.layers.1.bias": .zeros([7]),
    ])
    let answer = try model.answer(for: .rows([[0.5, -0.5, 2, 0], [10, 20, 0, 1]]))
    #expect(
      try answer.numbers == [
        0.5, -0.5, 7, 8, 9, -1, -2, 10, 20, 1, 2, 3, -3, -4,
      ])
  }

  @Test func `a vector starts with a length near 1, whatever its width`() throws {
    try Engine.seed(5)
    for size in [100, 2000] {
      let model = try NamedModels.record(
        "linear", .table(numbers: 0, codes: [size]), NamedModels.classes(2)
      ).makeModel()
      let table = try #require(
        model.weights["body.layers.0.tables.0.weight"])
      let square = try table.numbers.reduce(0) { $0 + $1 * $1 } / Float(size)
      #expect(abs(square - 1) < 0.1, "\(square)")
    }
  }
}
