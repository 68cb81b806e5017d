/// A recurrent network with gated units, over batch×steps×inputs sequences.
///
/// ```
/// r, z, n, from the three parts of W·x + b and of U·h + d:
/// r = σ(Wr·x + br + Ur·h + dr)
/// z = σ(Wz·x + bz + Uz·h + dz)
/// n = tanh(Wn·x + bn + r·(Un·h + dn))
/// h ← (1 − z)·n + z·h
/// ```
///
/// The output is h at every step, of shape batch×steps×(directions·features). PyTorch's `nn.GRU` with
/// `batch_first=True`.
///
/// Source: Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder*, 2014
/// (<https://arxiv.org/abs/1406.1078>); there r is inside of U's product.
public final class GRU: Layer {
  /// The weights, layer by layer, and direction by direction in a layer.
  public let cells: [RecurrentCell]
  private let stack: RecurrentStack

  /// A network with freshly drawn weights; the parameters are those of ``LSTM``.
  ///
  /// - Precondition: positive sizes, and a dropout in 0 ..< 1.
  public init(
    _ inputs: Int, _ features: Int, layers: Int = 1, bidirectional: Bool = false,
    dropout: Double = 0, bias: Bool = true
  ) throws(TorchError) {
    stack = try RecurrentStack(
      inputs, features, gates: 3, layers: layers, bidirectional: bidirectional, dropout: dropout,
      bias: bias)
    cells = stack.cells
  }

  /// The output for `input`, after `state` or one of zeros, and the state after the last step: h of shape
  /// (layers·directions)×batch×features.
  public func callAsFunction(
    _ input: Tensor, after state: Tensor?, for mode: Mode
  ) throws(TorchError) -> (output: Tensor, state: Tensor) {
    let hidden = try stack.start(state, for: input)
    let results = try stack.results(of: "gru.input", input, .tensor(hidden), for: mode)
    return (results[0], results[1])
  }

  /// The output after a state of zeros.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, after: nil, for: mode).output
  }
}
