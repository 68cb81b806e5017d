/// A gated recurrent unit network over batch×steps×inputs sequences.
///
/// ```
/// r, z, n, from the three parts of W·x + b and of U·h + d:
/// r = σ(Wr·x + br + Ur·h + dr)
/// z = σ(Wz·x + bz + Uz·h + dz)
/// n = tanh(Wn·x + bn + r·(Un·h + dn))
/// h ← (1 − z)·n + z·h
/// ```
///
/// The output is h at every step, of shape batch×steps×(directions·features). Equivalent to
/// PyTorch's `nn.GRU` with `batch_first=True`.
///
/// Source: Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder*, 2014
/// (<https://arxiv.org/abs/1406.1078>); the paper multiplies h by r before U.
public final class GRU: Layer {
  /// The weights, ordered by layer and, within a layer, by direction.
  public let cells: [RecurrentCell]
  private let stack: RecurrentStack

  /// Creates a network with random initial weights; the parameters are those of ``LSTM``.
  ///
  /// - Precondition: positive sizes; `dropout` in 0 ..< 1.
  public init(
    _ inputs: Int, _ features: Int, layers: Int = 1, bidirectional: Bool = false,
    dropout: Double = 0, bias: Bool = true
  ) throws(TorchError) {
    stack = try RecurrentStack(
      inputs, features, gates: 3, layers: layers, bidirectional: bidirectional, dropout: dropout,
      bias: bias)
    cells = stack.cells
  }

  /// The output for `input` and the hidden state after the last step, of shape
  /// (layers·directions)×batch×features. `state` is the initial hidden state; nil means zeros.
  public func callAsFunction(
    _ input: Tensor, after state: Tensor?, for mode: Mode
  ) throws(TorchError) -> (output: Tensor, state: Tensor) {
    let hidden = try stack.start(state, for: input)
    if stack.isStep(input, for: mode) {
      return try stack.step(input, after: hidden) {
        inputs, recurrent, hidden, _ throws(TorchError) in
        let (own, other) = (
          try inputs.chunked(into: 3, along: 1), try recurrent.chunked(into: 3, along: 1)
        )
        let update = try (own[1] + other[1]).sigmoid()
        let new = try (own[2] + (own[0] + other[0]).sigmoid() * other[2]).tanh()
        return try new + update * (hidden - new)
      }
    }
    let results = try stack.results(of: "gru.input", input, .tensor(hidden), for: mode)
    return (results[0], results[1])
  }

  /// The output from a hidden state of zeros.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, after: nil, for: mode).output
  }
}
