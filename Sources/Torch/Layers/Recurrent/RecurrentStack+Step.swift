// One step of a sequence, as when text is written token by token. libtorch's operations prepare all
// weights for a whole sequence, which takes many times as long as the step.
extension RecurrentStack {
  /// Whether `input` is one step that is only evaluated.
  func isStep(_ input: Tensor, for mode: Mode) -> Bool {
    mode == .evaluation && directions == 1 && input.rank == 3 && input.shape[1] == 1
  }

  /// The output and the hidden states after one step, layer by layer.
  ///
  /// - Throws: `TorchError` for a hidden state of another shape.
  /// - Parameter next: the hidden state of a layer from the products W·x + b and U·h + d of its input and
  ///   its hidden state, both of shape batch×(gates·features).
  func step(
    _ input: Tensor, after hidden: Tensor,
    _ next: (
      _ inputs: Tensor, _ recurrent: Tensor, _ hidden: Tensor, _ layer: Int
    ) throws(TorchError) -> Tensor
  ) throws(TorchError) -> (output: Tensor, state: Tensor) {
    let shape = [layers, input.shape[0], features]
    guard hidden.shape == shape else {
      throw TorchError(
        operation: "recurrent step",
        message: "the hidden state must be \(shape); received \(hidden.shape)")
    }
    var output = try input.squeezed(at: 1)
    var states: [Tensor] = []
    for (layer, cell) in cells.enumerated() {
      let state = try hidden[layer]
      output = try next(
        output.linear(cell.inputWeight, cell.inputBias),
        state.linear(cell.hiddenWeight, cell.hiddenBias), state, layer)
      states.append(output)
    }
    return (try output.unsqueezed(at: 1), try .stacked(states))
  }
}
