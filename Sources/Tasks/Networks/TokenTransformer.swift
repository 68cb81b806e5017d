internal import Models
internal import Notation
internal import Torch
internal import Training

/// A transformer over the vectors of a text's tokens and their positions, with normalization before
/// each part.
final class TokenTransformer: Layer {
  let embedding: Embedding
  let positions: LearnedPositions
  let blocks: [TransformerBlock]
  let norm: LayerNorm
  private let dropout: Dropout
  private let isPooled: Bool

  /// Its residual branches in a model, by the names of their tensors.
  static let branches = ModelScaling.Branches(
    blocks: "*.blocks.#.*", ends: ["*.blocks.*.attention.output.*", "*.blocks.*.second.*"])

  init(_ description: LayerDescription.Transformer) throws {
    let vectors = try Embedding(description.vocabulary, description.width)
    // As in GPT-2: larger vectors would drown the positions'.
    try Engine.withoutGradients { try vectors.weight.assign(vectors.weight * 0.02) }
    embedding = vectors
    positions = try LearnedPositions(description.length, description.width)
    blocks = try (0..<description.layers).map { _ in
      try TransformerBlock(
        width: description.width, heads: description.heads, causal: !description.isPooled,
        dropout: description.dropout, scale: description.attentionScale)
    }
    norm = try LayerNorm(description.width)
    dropout = Dropout(description.dropout)
    isPooled = description.isPooled
  }

  /// n × length tokens to the mean over the tokens, n × width, or to n × length × width.
  ///
  /// A text without tokens is taken as its padding.
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    try output(input, for: mode) { _, _ in }
  }

  /// The output, and what `seeing` is told on the way: the outputs of the embedding and the blocks.
  private func output(
    _ input: Tensor, for mode: Mode, seeing: (_ name: String, _ output: Tensor) -> Void
  ) throws -> Tensor {
    let tokens = try input.converted(to: .int64, on: input.device)
    var output = try dropout(positions(embedding(tokens, for: mode), for: mode), for: mode)
    seeing("embedding", output)
    func mix(_ mask: Tensor?) throws {
      for (index, block) in blocks.enumerated() {
        output = try block(output, mask: mask, for: mode)
        seeing("block \(index)", output)
      }
    }
    guard isPooled else {
      try mix(nil)
      return try norm(output, for: mode)
    }
    let isToken = try tokens .!= 0
    let count = try isToken.converted(to: .float32, on: input.device)
      .sum(along: 1, keepingDimensions: true)
    let seen = try isToken .| (count .== 0)
    let mask = try seen.unsqueezed(at: 1).unsqueezed(at: 1)
    try mix(mask)
    let weights = try seen.converted(to: output.scalarType, on: input.device).unsqueezed(at: 2)
    return try (norm(output, for: mode) * weights).sum(along: 1) / weights.sum(along: 1)
  }
}

extension TokenTransformer: StagedLayer {
  func stages(_ input: Tensor, for mode: Mode) throws -> [(name: String, output: Tensor)] {
    var found: [(name: String, output: Tensor)] = []
    let last = try output(input, for: mode) { found.append(($0, $1)) }
    return found + [("", last)]
  }
}

extension TokenTransformer: ContinuedLayer {
  var longest: Int? { positions.weight.shape[0] }

  /// The output at the positions after those in `state`, which holds the keys and values of each
  /// block's attention.
  func callAsFunction(
    _ input: Tensor, after state: CarriedState?, for mode: Mode
  ) throws -> (output: Tensor, state: CarriedState) {
    let caches = blocks.indices.map { index in
      state.map { KeyValueCache(keys: $0["keys \(index)"], values: $0["values \(index)"]) }
        ?? KeyValueCache()
    }
    let tokens = try input.converted(to: .int64, on: input.device)
    let vectors = try positions(embedding(tokens, for: mode), from: caches.first?.count ?? 0)
    var output = try dropout(vectors, for: mode)
    for (block, cache) in zip(blocks, caches) {
      output = try block(output, mask: nil, cache: cache, for: mode)
    }
    var tensors: [String: Tensor] = [:]
    for (index, cache) in caches.enumerated() {
      (tensors["keys \(index)"], tensors["values \(index)"]) = (cache.keys, cache.values)
    }
    return (try norm(output, for: mode), CarriedState(tensors))
  }
}
