internal import Models
internal import Torch
internal import Training

/// Gated recurrent units that read a text in both directions and write another, with attention to the
/// first:
///
/// ```
/// h      = GRU(translation), from tanh(W·(the encoder's last states) + b)
/// c      = Σ softmax(hᵀ·S·m)·m    over the encoder's states m
/// logits = E·tanh(M·[c, h])
/// ```
///
/// Source: Luong, Pham & Manning, *Effective Approaches to Attention-based Neural Machine Translation*,
/// 2015 (<https://arxiv.org/abs/1508.04025>), global attention with the score *general*, without input
/// feeding.
final class TranslationRecurrence: TranslationNetwork {
  let embedding: Embedding
  let forwardNetwork: GRU
  let backwardNetwork: GRU
  let decoderNetwork: GRU
  /// W and b, to the initial states of the decoder's layers.
  let start: Linear
  /// S.
  let score: Linear
  /// M.
  let mixture: Linear
  private let dropout: Dropout
  private let layers: Int

  init(_ description: LayerDescription.AttentiveGRU) throws {
    let (width, layers) = (description.width, description.layers)
    let dropout = layers > 1 ? description.dropout : 0
    embedding = try .shared(description.vocabulary, width: width)
    forwardNetwork = try GRU(width, width / 2, layers: layers, dropout: dropout)
    backwardNetwork = try GRU(width, width / 2, layers: layers, dropout: dropout)
    decoderNetwork = try GRU(width, width, layers: layers, dropout: dropout)
    start = try Linear(width, layers * width)
    score = try Linear(width, width, bias: false)
    mixture = try Linear(2 * width, width, bias: false)
    (self.dropout, self.layers) = (Dropout(description.dropout), layers)
  }

  /// The encoder's states, which of them are no padding, and the decoder's first hidden state.
  ///
  /// The network that reads backwards begins with the last token and not with padding, so that a text
  /// has the same states in every batch.
  func memory(of source: Tensor, for mode: Mode) throws -> CarriedState {
    let (count, length) = (source.shape[0], source.shape[1])
    let mask = try source .!= 0
    let lengths = try mask.converted(to: .int64, on: source.device)
      .sum(along: 1, keepingDimensions: true)
    let places = try Tensor((0..<length).map(Int64.init), shape: [1, length])
      .moved(to: source.device).broadcast(to: [count, length])
    // The places of the tokens from the last to the first; padding stays where it is.
    let back = try Tensor.choose(
      lengths - 1 - places, places, where: places .< lengths)
    func gathered(_ states: Tensor, at indices: Tensor) throws -> Tensor {
      let indices = try indices.unsqueezed(at: 2)
        .broadcast(to: [count, indices.shape[1], states.shape[2]])
      return try states.gathering(indices, along: 1)
    }
    let ahead = try forwardNetwork(inputs(source, for: mode), for: mode)
    let behind = try backwardNetwork(inputs(source.gathering(back, along: 1), for: mode), for: mode)
    let last = try (lengths.atLeast(1) - 1).converted(to: .int64, on: source.device)
    let end = try Tensor.concatenated(
      [gathered(ahead, at: last), gathered(behind, at: last)], along: 2)
    let states = try Tensor.concatenated([ahead, gathered(behind, at: back)], along: 2)
    let hidden = try start(end, for: mode).tanh().reshaped([count, layers, -1])
    return CarriedState([
      "states": try dropout(states, for: mode), "mask": try mask.unsqueezed(at: 1),
      "hidden": hidden,
    ])
  }

  func callAsFunction(
    _ tokens: Tensor, memory: CarriedState, after state: CarriedState?, for mode: Mode
  ) throws -> (logits: Tensor, state: CarriedState) {
    let inputs = try inputs(tokens, for: mode)
    // A state in the precision of products would have the whole network compute in it.
    let before = try (state ?? memory)["hidden"].transposed(0, 1).contiguous()
      .converted(to: inputs.scalarType, on: inputs.device)
    let (states, hidden) = try decoderNetwork(inputs, after: before, for: mode)
    let texts = memory["states"]
    let scores = try score(states, for: mode).matmul(texts.transposed())
    let weights = try scores.filling(-.infinity, where: .!memory["mask"]).softmax()
    let both = try Tensor.concatenated([weights.matmul(texts), states], along: 2)
    let output = try dropout(mixture(both, for: mode).tanh(), for: mode)
    return (try embedding.logits(output), CarriedState(["hidden": try hidden.transposed(0, 1)]))
  }

  private func inputs(_ tokens: Tensor, for mode: Mode) throws -> Tensor {
    try dropout(embedding.inputs(tokens, for: mode), for: mode)
  }
}
