internal import Models
internal import Torch
package import Training

/// A recurrent network over the vectors of a text's tokens.
final class TokenRecurrence: Layer {
  let embedding: Embedding
  let network: any Layer
  private let isPooled: Bool

  init(_ description: LayerDescription.Recurrent) throws {
    let (width, layers) = (description.width, description.layers)
    embedding = try Embedding(description.vocabulary, width)
    let dropout = layers > 1 ? description.dropout : 0
    network =
      switch description.cell {
      case .gru: try GRU(width, width, layers: layers, dropout: dropout)
      case .lstm: try LSTM(width, width, layers: layers, dropout: dropout)
      case .rnn: try RNN(width, width, layers: layers, dropout: dropout)
      }
    isPooled = description.isPooled
  }

  /// n × length tokens to the state after the last token, n × width, or to all states, n × length
  /// × width. Padding, token 0, follows the last token; a text without tokens has the state after
  /// one token of padding.
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let tokens = try input.converted(to: .int64, on: input.device)
    let states = try network(embedding(tokens, for: mode), for: mode)
    guard isPooled else { return states }
    let counts = try (tokens .!= 0).converted(to: .int64, on: input.device).sum(along: 1)
    let last = try (counts.atLeast(1) - 1).converted(to: .int64, on: input.device)
    let indices = try last.reshaped([-1, 1, 1])
      .broadcast(to: [states.shape[0], 1, states.shape[2]])
    return try states.gathering(indices, along: 1).squeezed(at: 1)
  }
}

extension TokenRecurrence: ContinuedLayer {
  var longest: Int? { nil }

  /// All states after `state`, n × length × width. A carried state has a row for each sequence, the
  /// networks' layers come second.
  func callAsFunction(
    _ input: Tensor, after state: CarriedState?, for mode: Mode
  ) throws -> (output: Tensor, state: CarriedState) {
    try states(
      of: embedding(input.converted(to: .int64, on: input.device), for: mode), after: state,
      for: mode)
  }

  /// All states over the tokens' vectors, n × length × width, and the state after the last.
  func states(
    of vectors: Tensor, after state: CarriedState?, for mode: Mode
  ) throws -> (output: Tensor, state: CarriedState) {
    func layersFirst(_ name: String) throws -> Tensor? {
      try state?.tensors[name]?.transposed(0, 1).contiguous()
    }
    func rowsFirst(_ tensor: Tensor) throws -> Tensor { try tensor.transposed(0, 1) }
    let hidden = try layersFirst("hidden")
    switch network {
    case let network as LSTM:
      let before = try hidden.map { LSTM.State(hidden: $0, cell: try layersFirst("cell") ?? $0) }
      let (output, after) = try network(vectors, after: before, for: mode)
      return (
        output,
        CarriedState(["hidden": try rowsFirst(after.hidden), "cell": try rowsFirst(after.cell)])
      )
    case let network as GRU:
      let (output, after) = try network(vectors, after: hidden, for: mode)
      return (output, CarriedState(["hidden": try rowsFirst(after)]))
    case let network as RNN:
      let (output, after) = try network(vectors, after: hidden, for: mode)
      return (output, CarriedState(["hidden": try rowsFirst(after)]))
    default: preconditionFailure("unknown recurrent network \(type(of: network))")
    }
  }
}
