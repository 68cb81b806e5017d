/// A plain recurrent network over batch×steps×inputs sequences: h ← f(W·x + b + U·h + d).
///
/// The output is h at every step, of shape batch×steps×(directions·features). Equivalent to
/// PyTorch's `nn.RNN` with `batch_first=True`. Its gradients vanish or explode over many steps;
/// ``LSTM`` and ``GRU`` reduce this.
///
/// Source: Elman, *Finding Structure in Time*, 1990.
public final class RNN: Layer {
  /// f, the activation.
  public enum Activation: Hashable, Sendable {
    /// The hyperbolic tangent.
    case tanh
    /// max(x, 0).
    case relu
  }

  /// The weights, ordered by layer and, within a layer, by direction.
  public let cells: [RecurrentCell]
  private let stack: RecurrentStack
  private let activation: Activation

  /// Creates a network with random initial weights; the other parameters are those of ``LSTM``.
  ///
  /// - Precondition: positive sizes; `dropout` in 0 ..< 1.
  public init(
    _ inputs: Int, _ features: Int, _ activation: Activation = .tanh, layers: Int = 1,
    bidirectional: Bool = false, dropout: Double = 0, bias: Bool = true
  ) throws(TorchError) {
    stack = try RecurrentStack(
      inputs, features, gates: 1, layers: layers, bidirectional: bidirectional, dropout: dropout,
      bias: bias)
    (cells, self.activation) = (stack.cells, activation)
  }

  /// The output for `input` and the hidden state after the last step, of shape
  /// (layers·directions)×batch×features. `state` is the initial hidden state; nil means zeros.
  public func callAsFunction(
    _ input: Tensor, after state: Tensor?, for mode: Mode
  ) throws(TorchError) -> (output: Tensor, state: Tensor) {
    let hidden = try stack.start(state, for: input)
    if stack.isStep(input, for: mode) {
      return try stack.step(input, after: hidden) {
        inputs, recurrent, _, _ throws(TorchError) in
        let sum = try inputs + recurrent
        return try activation == .tanh ? sum.tanh() : sum.relu()
      }
    }
    let name = activation == .tanh ? "rnn_tanh.input" : "rnn_relu.input"
    let results = try stack.results(of: name, input, .tensor(hidden), for: mode)
    return (results[0], results[1])
  }

  /// The output from a hidden state of zeros.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, after: nil, for: mode).output
  }
}
