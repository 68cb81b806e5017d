/// A long short-term memory network over batch×steps×inputs sequences.
///
/// ```
/// i, f, g, o = the four parts of W·x + b + U·h + d
/// c ← σ(f)·c + σ(i)·tanh(g)
/// h ← σ(o)·tanh(c)
/// ```
///
/// The output is h at every step, of shape batch×steps×(directions·features); each further layer
/// receives the output of the layer below. Equivalent to PyTorch's `nn.LSTM` with
/// `batch_first=True`.
///
/// Source: Hochreiter & Schmidhuber, *Long Short-Term Memory*, 1997, with the forget gate of Gers,
/// Schmidhuber & Cummins, 2000.
public final class LSTM: Layer {
  /// The hidden state that is carried from one piece of a sequence to the next.
  public struct State {
    /// h, of shape (layers·directions)×batch×features.
    public let hidden: Tensor
    /// c, of the same shape.
    public let cell: Tensor

    /// Creates a state of these tensors.
    public init(hidden: Tensor, cell: Tensor) { (self.hidden, self.cell) = (hidden, cell) }

    /// The same values detached from the gradient graph, for the next piece of a sequence.
    public func detached() throws(TorchError) -> State {
      State(hidden: try hidden.detached(), cell: try cell.detached())
    }
  }

  /// The weights, ordered by layer and, within a layer, by direction.
  public let cells: [RecurrentCell]
  private let stack: RecurrentStack

  /// Creates a network with random initial weights.
  ///
  /// - Parameters:
  ///   - layers: the number of stacked layers.
  ///   - bidirectional: whether a second network reads each sequence backward.
  ///   - dropout: the dropout probability between two layers in training.
  /// - Precondition: positive sizes; `dropout` in 0 ..< 1.
  public init(
    _ inputs: Int, _ features: Int, layers: Int = 1, bidirectional: Bool = false,
    dropout: Double = 0, bias: Bool = true
  ) throws(TorchError) {
    stack = try RecurrentStack(
      inputs, features, gates: 4, layers: layers, bidirectional: bidirectional, dropout: dropout,
      bias: bias)
    cells = stack.cells
  }

  /// The output for `input` and the state after the last step; without `state`, the initial state
  /// is zeros.
  public func callAsFunction(
    _ input: Tensor, after state: State?, for mode: Mode
  ) throws(TorchError) -> (output: Tensor, state: State) {
    let hidden = try stack.start(state?.hidden, for: input)
    let cell = try stack.start(state?.cell, for: input)
    if stack.isStep(input, for: mode) { return try step(input, hidden: hidden, cell: cell) }
    let results = try stack.results(
      of: "lstm.input", input, .tensors([hidden, cell]), for: mode)
    return (results[0], State(hidden: results[1], cell: results[2]))
  }

  private func step(
    _ input: Tensor, hidden: Tensor, cell: Tensor
  ) throws(TorchError) -> (output: Tensor, state: State) {
    guard cell.shape == hidden.shape else {
      throw TorchError(
        operation: "recurrent step",
        message: "the cell state must be \(hidden.shape); received \(cell.shape)")
    }
    var cells: [Tensor] = []
    let (output, after) = try stack.step(input, after: hidden) {
      inputs, recurrent, _, layer throws(TorchError) in
      let gates = try (inputs + recurrent).chunked(into: 4, along: 1)
      let kept = try gates[1].sigmoid() * cell[layer]
      let next = try kept + gates[0].sigmoid() * gates[2].tanh()
      cells.append(next)
      return try gates[3].sigmoid() * next.tanh()
    }
    return (output, State(hidden: after, cell: try .stacked(cells)))
  }

  /// The output from an initial state of zeros.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, after: nil, for: mode).output
  }
}
