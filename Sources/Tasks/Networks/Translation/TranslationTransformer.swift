internal import Models
internal import Torch
internal import Training

/// A transformer that reads a text and writes another.
///
/// The encoder's blocks see the whole text. A block of the decoder sees what is written, and then the
/// encoder's output.
///
/// Source: Vaswani et al., *Attention Is All You Need*, 2017 (<https://arxiv.org/abs/1706.03762>), with
/// normalization before each part.
final class TranslationTransformer: TranslationNetwork {
  let embedding: Embedding
  let encoder: [TransformerBlock]
  let encoderNorm: LayerNorm
  let decoder: [DecoderBlock]
  let decoderNorm: LayerNorm
  private let positions: SinusoidalPositions
  private let dropout: Dropout

  init(_ description: LayerDescription.EncoderDecoder) throws {
    let (width, heads, dropout) = (description.width, description.heads, description.dropout)
    embedding = try .shared(description.vocabulary, width: width)
    encoder = try (0..<description.layers).map { _ in
      try TransformerBlock(width: width, heads: heads, causal: false, dropout: dropout)
    }
    decoder = try (0..<description.layers).map { _ in
      try DecoderBlock(width: width, heads: heads, dropout: dropout)
    }
    (encoderNorm, decoderNorm) = (try LayerNorm(width), try LayerNorm(width))
    (positions, self.dropout) = (SinusoidalPositions(width), Dropout(dropout))
  }

  /// The keys and values that each block of the decoder attends to, and which of them are no padding.
  func memory(of source: Tensor, for mode: Mode) throws -> CarriedState {
    let mask = try (source .!= 0).unsqueezed(at: 1).unsqueezed(at: 1)
    var output = try dropout(positions(embedding.inputs(source, for: mode), for: mode), for: mode)
    for block in encoder { output = try block(output, mask: mask, for: mode) }
    output = try encoderNorm(output, for: mode)
    let caches = try decoder.map { try $0.memoryAttention.keysAndValues(of: output) }
    return CarriedState(Self.tensors(of: caches).merging(["mask": mask]) { $1 })
  }

  func callAsFunction(
    _ tokens: Tensor, memory: CarriedState, after state: CarriedState?, for mode: Mode
  ) throws -> (logits: Tensor, state: CarriedState) {
    let caches = decoder.indices.map { index in
      state.map { Self.cache(index, in: $0) } ?? KeyValueCache()
    }
    let inputs = try positions(embedding.inputs(tokens, for: mode), from: caches.first?.count ?? 0)
    var output = try dropout(inputs, for: mode)
    for (index, block) in decoder.enumerated() {
      output = try block(
        output, cache: caches[index], memory: Self.cache(index, in: memory), mask: memory["mask"],
        for: mode)
    }
    let logits = try embedding.logits(decoderNorm(output, for: mode))
    return (logits, CarriedState(Self.tensors(of: caches)))
  }

  private static func tensors(of caches: [KeyValueCache]) -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for (index, cache) in caches.enumerated() {
      (tensors["keys \(index)"], tensors["values \(index)"]) = (cache.keys, cache.values)
    }
    return tensors
  }

  private static func cache(_ index: Int, in state: CarriedState) -> KeyValueCache {
    KeyValueCache(keys: state["keys \(index)"], values: state["values \(index)"])
  }
}
