import Models
import Tasks
import Testing
import Torch
import Training

/// Padding, token 0, has no part in what a network says of a text.
@Suite struct TokenLayerTests {
  private static let models = [
    "bag(width: 5)", "rnn(width: 5)", "gru(width: 5)", "gru(width: 5, layers: 2)", "lstm(width: 5)",
    "transformer(width: 8, heads: 2)",
  ]

  private func model(_ notation: String) throws -> any Model {
    try NamedModels.record(
      notation, .tokens(vocabulary: 9, length: 7), NamedModels.classes(3)
    ).makeModel()
  }

  private func answer(_ model: any Model, _ texts: [[Int32]]) throws -> [Float] {
    try model.answer(for: Tensor(texts.flatMap { $0 }, shape: [texts.count, texts[0].count]))
      .numbers
  }

  @Test(arguments: models)
  func `a text has the same answer with more padding`(notation: String) throws {
    let model = try model(notation)
    let bare = try answer(model, [[3, 8, 1]])
    for count in 1...4 {
      let padded = [3, 8, 1] + [Int32](repeating: 0, count: count)
      #expect(try areClose(answer(model, [padded]), bare), "\(count)")
    }
  }

  @Test(arguments: models)
  func `texts of different lengths have their own answers in one batch`(notation: String) throws {
    let model = try model(notation)
    let together = try answer(model, [[3, 8, 1, 4], [2, 0, 0, 0], [5, 5, 0, 0]])
    let alone = try answer(model, [[3, 8, 1, 4]]) + answer(model, [[2]]) + answer(model, [[5, 5]])
    #expect(areClose(together, alone))
  }

  @Test(arguments: models)
  func `another token gives another answer`(notation: String) throws {
    let model = try model(notation)
    #expect(try !areClose(answer(model, [[3, 8, 1]]), answer(model, [[3, 8, 2]])))
  }

  @Test(arguments: models)
  func `a text without tokens has an answer too`(notation: String) throws {
    let answer = try answer(model(notation), [[0, 0, 0], [4, 0, 0]])
    #expect(!answer.contains { !$0.isFinite })
  }

  @Test func `the mean of vectors, by hand`() throws {
    let record = try NamedModels.record(
      "bag(width: 2, dropout: 0)", .tokens(vocabulary: 4, length: 3), NamedModels.classes(2))
    let model = try record.makeModel()
    try model.load([
      "body.layers.0.embedding.weight": .rows([[0, 0], [1, 2], [3, -4], [0.5, 0.25]]),
      "body.layers.1.weight": .identity(2, type: .float32), "body.layers.1.bias": .zeros([2]),
    ])
    // (1 + 3)/2 and (2 − 4)/2; 0 for a text without tokens.
    #expect(try answer(model, [[1, 2, 0], [3, 0, 0], [0, 0, 0]]) == [2, -1, 0.5, 0.25, 0, 0])
  }
}
