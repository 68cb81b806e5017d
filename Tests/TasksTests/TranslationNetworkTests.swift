import Models
import Tasks
import Testing
import Torch
import Training

/// Networks that read a text and write another.
@Suite struct TranslationNetworkTests {
  private static let notations = [
    "encoderDecoder(width: 16, layers: 2, heads: 2)", "attentiveGRU(width: 16, layers: 2)",
  ]

  private func network(_ notation: String, seed: UInt64 = 0) throws -> any TranslationNetwork {
    try Engine.drawing(from: seed) {
      let model = try NamedModels.translation(notation, vocabulary: 12).makeModel()
      return try #require(model as? TranslationModel).body
    }
  }

  private func rows(_ rows: [[Int64]]) throws -> Tensor {
    try Tensor(rows.flatMap { $0 }, shape: [rows.count, rows[0].count])
  }

  private func logits(
    _ network: any TranslationNetwork, _ source: [[Int64]], _ target: [[Int64]]
  ) throws -> [Float] {
    try Engine.withoutGradients {
      let memory = try network.memory(of: rows(source), for: .evaluation)
      return try network(rows(target), memory: memory, after: nil, for: .evaluation).logits.numbers
    }
  }

  @Test(arguments: notations)
  func `padding changes nothing, and a text has the same logits in every batch`(
    notation: String
  ) throws {
    let network = try network(notation)
    let alone = try logits(network, [[3, 5, 11]], [[11, 2, 4]])
    let padded = try logits(
      network, [[3, 5, 11, 0, 0], [1, 2, 3, 4, 11]], [[11, 2, 4, 0], [11, 7, 8, 9]])
    #expect(areClose(alone, Array(padded[..<36])), "\(notation)")
  }

  @Test(arguments: notations)
  func `tokens one by one have the logits of the whole, and no token sees a later one`(
    notation: String
  ) throws {
    let network = try network(notation)
    let source: [[Int64]] = [[3, 5, 1, 11], [9, 11, 0, 0]]
    let target: [[Int64]] = [[11, 2, 4], [11, 7, 8]]
    let whole = try logits(network, source, target)
    let found = try Engine.withoutGradients {
      let memory = try network.memory(of: rows(source), for: .evaluation)
      var state: CarriedState?
      var parts: [Tensor] = []
      for place in 0..<3 {
        let (logits, after) = try network(
          rows(target.map { [$0[place]] }), memory: memory, after: state, for: .evaluation)
        parts.append(logits)
        state = after
      }
      return try Tensor.concatenated(parts, along: 1).numbers
    }
    #expect(areClose(whole, found), "\(notation)")
    let other = try logits(network, source, [[11, 2, 9], [11, 7, 1]])
    #expect(areClose(Array(whole[..<24]), Array(other[..<24])))
    #expect(!areClose(Array(whole[24..<36]), Array(other[24..<36])))
  }

  @Test(arguments: notations)
  func `all of the source is seen, in its order`(notation: String) throws {
    let network = try network(notation)
    let one = try logits(network, [[3, 5, 1, 11]], [[11]])
    for other: [Int64] in [[4, 5, 1, 11], [3, 5, 2, 11], [5, 3, 1, 11], [3, 5, 1, 9]] {
      #expect(!areClose(one, try logits(network, [other], [[11]])), "\(notation), \(other)")
    }
  }

  @Test(arguments: notations)
  func `as a layer it maps a text and its translation to logits`(notation: String) throws {
    let network = try network(notation)
    let pairs = try Tensor([3, 5, 11, 11, 2, 4] as [Int64], shape: [1, 2, 3])
    let found = try Engine.withoutGradients { try network(pairs, for: .evaluation) }
    #expect(found.shape == [1, 3, 12])
    #expect(areClose(try found.numbers, try logits(network, [[3, 5, 11]], [[11, 2, 4]])))
  }

  @Test(arguments: [
    // 12·16 vectors; 28·16² weights, 32·16 of biases and norms in each pair of blocks; two norms.
    ("encoderDecoder(width: 16, layers: 2, heads: 2)", 12 * 16 + 2 * (28 * 256 + 32 * 16) + 64),
    // 12·16; encoders 2·3·8·(16 + 8 + 2), decoder 3·16·(16 + 16 + 2), 16·17 + 16² + 16·32.
    ("attentiveGRU(width: 16)", 192 + 1_248 + 1_632 + 272 + 256 + 512),
  ])
  func `models have the parameters of their formulas`(notation: String, count: Int) throws {
    let model = try NamedModels.translation(notation, vocabulary: 12).makeModel()
    #expect(model.parameterCount == count)
  }

  @Test(arguments: [
    ("encoderDecoder(width: 18, heads: 4)", "received 18"),
    ("attentiveGRU(width: 9)", "received 9"),
    (
      "encoderDecoder(width: 16).muP(base: encoderDecoder(width: 8))",
      "muP is for models whose inputs and outputs have weights of their own"
    ),
    ("gru", "takes texts, and these are texts with their translations"),
    ("mlp", "takes tables and images, and these are texts with their translations"),
    ("linear", "these are texts with their translations"), ("bag", "takes texts in classes"),
    ("cnn", "these are texts with"), ("transformer", "these are texts with"),
  ])
  func `a model that does not fit is refused`(notation: String, reason: String) {
    let error = #expect(throws: ModelError.self) {
      try NamedModels.translation(notation, vocabulary: 12)
    }
    #expect("\(error!)".contains(reason), "\(error!)")
  }

  @Test func `models of translations take nothing else`() {
    for notation in Self.notations {
      let error = #expect(throws: ModelError.self) {
        try NamedModels.language(notation, vocabulary: 12, length: 8)
      }
      #expect("\(error!)".contains("takes texts with their translations, and these are texts"))
    }
  }
}
