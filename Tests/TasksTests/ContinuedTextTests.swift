import Models
import Tasks
import Testing
import Torch
import Training

/// Language models that read a text piece by piece.
@Suite struct ContinuedTextTests {
  private static let models = [
    "rnn(width: 6)", "gru(width: 6, layers: 2)", "lstm(width: 6, layers: 2)",
    "transformer(width: 8, heads: 2, layers: 2)",
  ]

  private func model(_ notation: String) throws -> any Model {
    try Engine.seed(4)
    return try NamedModels.language(notation, vocabulary: 9, length: 12).makeModel()
  }

  private static let tokens: [Int32] = [3, 8, 1, 1, 5, 2, 7, 4, 6, 3, 3, 2, 5, 5, 8, 1, 2, 4, 7, 6]

  @Test(arguments: models, [[1, 1, 8], [4, 6], [3, 7], [9, 1]])
  func `pieces give the answers of the whole`(notation: String, lengths: [Int]) throws {
    let model = try model(notation)
    let rows = 2
    let whole = try Tensor(Self.tokens, shape: [rows, 10])
    let expected = try model.answer(for: whole)
    var (state, place) = (CarriedState?.none, 0)
    for length in lengths {
      let piece = try whole.narrowed(1, to: place..<place + length)
      let (logits, after) = try model.answer(for: piece, after: state)
      #expect(
        try areClose(
          logits.numbers, expected.narrowed(1, to: place..<place + length).numbers), "\(place)")
      #expect(after.tensors.values.allSatisfy { $0.shape.first == rows })
      (state, place) = (after, place + length)
    }
  }

  @Test func `only a transformer has a longest text`() throws {
    #expect(try model("transformer(width: 8, heads: 2)").longestText == 12)
    #expect(try model("lstm(width: 6)").longestText == nil)
  }

  @Test(arguments: ["rnn(width: 6)", "gru(width: 6)", "lstm(width: 6, layers: 2)"])
  func `a recurrent model goes on in training, and starts anew in each epoch`(
    notation: String
  ) throws {
    let record = try NamedModels.language(notation, vocabulary: 9, length: 2)
    let data = try record.windows(Self.tokens)
    let order = try data.order(batchSize: 3, seed: 0, for: .training)
    // Nine windows of two tokens in three rows.
    #expect(order.description == "in lanes" && order.stepsPerEpoch == 3)
    #expect((0..<4).map(order.continues) == [false, true, true, false])
    #expect(try record.makeModel() is any RecurrentModel)
    let other = try NamedModels.language(
      "transformer(width: 8, heads: 2)", vocabulary: 9, length: 2)
    #expect(try !(other.makeModel() is any RecurrentModel))
  }

  @Test func `bits per character are those of the text, whatever a token is`() throws {
    // All weights 0: each of 9 tokens has the probability 1/9.
    let record = try NamedModels.language("rnn(width: 2)", vocabulary: 9, length: 4)
    let model = try record.makeModel()
    try Engine.withoutGradients {
      for weight in model.parameters { try weight.tensor.assign(.zeros(weight.tensor.shape)) }
    }
    let evaluation = try Evaluation(of: model, on: record.windows(Self.tokens))
    let bits = try #require(evaluation.measures["bits per character"])
    #expect(abs(bits - 3.169_925_001_442_312) < 1e-6)  // log₂ 9
    #expect(abs(try #require(evaluation.measures["perplexity"]) - 9) < 1e-5)
  }
}
