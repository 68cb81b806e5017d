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

  @Test func `only the windows of a model without a state begin elsewhere in each step`() throws {
    func starts(_ notation: String) throws -> Set<[Int64]> {
      let data = try NamedModels.language(notation, vocabulary: 9, length: 3).windows(Self.tokens)
      return try Set(
        (0..<30).map { step in
          try data.batch([0], at: step, seed: 1).input.scalars(as: Int64.self)
        })
    }
    #expect(try starts("transformer(width: 8, heads: 2)").count == 3)
    #expect(try starts("gru(width: 4)").count == 1)
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

  /// With vectors and biases of 0 all states are 0, where tanh has the slope 1: each step back multiplies
  /// the gradient by the recurrent weights, here `factor` times the identity.
  @Test(arguments: [
    (1.0, GradientFlow.Verdict.even), (0.25, .vanishing), (3.0, .exploding),
  ])
  func `the gradient of a plain recurrent network vanishes or explodes by its weights`(
    factor: Double, verdict: GradientFlow.Verdict
  ) throws {
    let record = try NamedModels.language("rnn(width: 4, dropout: 0)", vocabulary: 9, length: 8)
    let model = try record.makeModel()
    let weights: [String: Tensor] = [
      "body.layers.0.embedding.weight": try .zeros([9, 4]),
      "body.layers.0.network.cells.0.inputWeight": try .identity(4, type: .float32),
      "body.layers.0.network.cells.0.hiddenWeight": try .identity(4, type: .float32) * factor,
      "body.layers.0.network.cells.0.inputBias": try .zeros([4]),
      "body.layers.0.network.cells.0.hiddenBias": try .zeros([4]),
    ]
    try model.load(model.weights.merging(weights) { $1 })
    let batch = try record.windows(Self.tokens).batch([0, 1])
    let flow = try #require(model as? any SequenceModel).gradientFlow(of: batch)
    #expect(flow.norms.count == 8 && flow.norms[0] > 0)
    for (back, norm) in flow.norms.enumerated() {
      var expected = 1.0
      for _ in 0..<back { expected *= factor }
      #expect(abs(norm / flow.norms[0] / expected - 1) < 1e-4, "\(back)")
    }
    #expect(flow.verdict == verdict)
    #expect(model.parameters.allSatisfy { $0.tensor.gradient == nil })
  }

  @Test(arguments: ["rnn(width: 6)", "gru(width: 6)", "lstm(width: 6, layers: 2)"])
  func `the gradient flow is that of differences`(notation: String) throws {
    // The input vector of one token is moved through its embedding: it stands at one place alone.
    let record = try NamedModels.language(notation, vocabulary: 9, length: 5)
    try Engine.seed(2)
    let model = try record.makeModel()
    let tokens: [Int32] = [1, 2, 3, 4, 5, 6]
    let batch = try record.windows(tokens).batch([0])
    let norms = try #require(model as? any SequenceModel).gradientFlow(of: batch).norms
    let weight = try #require(
      model.parameters.first { $0.name.hasSuffix("embedding.weight") }?.tensor)
    func loss() throws -> Double {
      try Engine.withoutGradients {
        let logits = try model.answer(for: batch.input)[0, -1].reshaped([1, 9])
        return try logits.crossEntropy(with: Tensor([Int64(6)], shape: [1])).item()
      }
    }
    for place in 0..<5 {
      var square = 0.0
      for feature in 0..<6 {
        let step = 1e-2
        func moved(by change: Double) throws -> Double {
          try Engine.withoutGradients {
            let cell = try weight[place + 1, feature]
            try cell.assign(cell + change)
          }
          return try loss()
        }
        let (high, low) = (try moved(by: step), try moved(by: -2 * step))
        _ = try moved(by: step)
        let slope = (high - low) / (2 * step)
        square += slope * slope
      }
      #expect(abs(square.squareRoot() / norms[4 - place] - 1) < 0.02, "\(place)")
    }
  }
}
