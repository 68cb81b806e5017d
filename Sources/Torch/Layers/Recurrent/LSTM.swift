/// A recurrent network with long short-term memory, over batch×steps×inputs sequences.
///
/// ```
/// i, f, g, o = the four parts of W·x + b + U·h + d
/// c ← σ(f)·c + σ(i)·tanh(g)
/// h ← σ(o)·tanh(c)
/// ```
///
/// The output is h at every step, of shape batch×steps×(directions·features); several layers take each the
/// output of the one below. PyTorch's `nn.LSTM` with `batch_first=True`.
///
/// Source: Hochreiter & Schmidhuber, *Long Short-Term Memory*, 1997, with the forget gate of Gers, Schmidhuber &
/// Cummins, 2000.
public final class LSTM: Layer {
  /// What the network carries from one sequence to the next.
  public struct State {
    /// h, of shape (layers·directions)×batch×features.
    public let hidden: Tensor
    /// c, of the same shape.
    public let cell: Tensor

    /// A state of these numbers.
    public init(hidden: Tensor, cell: Tensor) { (self.hidden, self.cell) = (hidden, cell) }

    /// The same numbers without their history, for the next piece of a sequence.
    public func detached() throws(TorchError) -> State {
      State(hidden: try hidden.detached(), cell: try cell.detached())
    }
  }

  /// The weights, layer by layer, and direction by direction in a layer.
  public let cells: [RecurrentCell]
  private let stack: RecurrentStack

  /// A network with freshly drawn weights.
  ///
  /// - Parameters:
  ///   - layers: how many lie above each other.
  ///   - bidirectional: whether a second one reads each sequence from its end.
  ///   - dropout: the share that is dropped between two layers in training.
  /// - Precondition: positive sizes, and a dropout in 0 ..< 1.
  public init(
    _ inputs: Int, _ features: Int, layers: Int = 1, bidirectional: Bool = false,
    dropout: Double = 0, bias: Bool = true
  ) throws(TorchError) {
    stack = try RecurrentStack(
      inputs, features, gates: 4, layers: layers, bidirectional: bidirectional, dropout: dropout,
      bias: bias)
    cells = stack.cells
  }

  /// The output for `input`, after `state` or one of zeros, and the state after the last step.
  public func callAsFunction(
    _ input: Tensor, after state: State?, for mode: Mode
  ) throws(TorchError) -> (output: Tensor, state: State) {
    let hidden = try stack.start(state?.hidden, for: input)
    let cell = try stack.start(state?.cell, for: input)
    let results = try stack.results(
      of: "lstm.input", input, .tensors([hidden, cell]), for: mode)
    return (results[0], State(hidden: results[1], cell: results[2]))
  }

  /// The output after a state of zeros.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, after: nil, for: mode).output
  }
}
