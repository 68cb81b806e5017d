/// The weights of one layer of a recurrent network, in one direction.
///
/// All are initialized uniformly in ±1/√features, as in PyTorch, which names them `weight_ih`,
/// `weight_hh`, `bias_ih` and `bias_hh`.
public final class RecurrentCell: Module {
  /// The weights of the input, (gates·features)×inputs.
  public let inputWeight: Tensor
  /// The weights of the hidden state, (gates·features)×features.
  public let hiddenWeight: Tensor
  /// The bias of the input; nil if omitted.
  public let inputBias: Tensor?
  /// The bias of the hidden state; nil if omitted.
  public let hiddenBias: Tensor?

  init(_ inputs: Int, _ features: Int, gates: Int, bias: Bool) throws(TorchError) {
    let bound = 1 / Double(features).squareRoot()
    func drawn(_ shape: [Int]) throws(TorchError) -> Tensor {
      try .uniform(shape, in: -bound..<bound).requiringGradient()
    }
    inputWeight = try drawn([gates * features, inputs])
    hiddenWeight = try drawn([gates * features, features])
    inputBias = bias ? try drawn([gates * features]) : nil
    hiddenBias = bias ? try drawn([gates * features]) : nil
  }

  /// The weights and biases in the order that libtorch's operations expect.
  var tensors: [Tensor] {
    [inputWeight, hiddenWeight] + [inputBias, hiddenBias].compactMap { $0 }
  }
}

/// The cells of all layers and directions, and their common sizes.
struct RecurrentStack {
  let features: Int
  let layers: Int
  let directions: Int
  let dropout: Double
  let hasBias: Bool
  let cells: [RecurrentCell]

  /// - Precondition: positive sizes; `dropout` in 0 ..< 1.
  init(
    _ inputs: Int, _ features: Int, gates: Int, layers: Int, bidirectional: Bool, dropout: Double,
    bias: Bool
  ) throws(TorchError) {
    precondition(
      inputs > 0 && features > 0 && layers > 0,
      "sizes must be positive: \(inputs), \(features), \(layers) layers")
    precondition((0..<1).contains(dropout), "dropout must be in 0 ..< 1; received \(dropout)")
    (self.features, self.layers, self.dropout, hasBias) = (features, layers, dropout, bias)
    directions = bidirectional ? 2 : 1
    var cells: [RecurrentCell] = []
    for layer in 0..<layers {
      let width = layer == 0 ? inputs : features * directions
      for _ in 0..<directions {
        cells.append(try RecurrentCell(width, features, gates: gates, bias: bias))
      }
    }
    self.cells = cells
  }

  /// `state`, or zeros of shape (layers·directions)×batch×features if nil.
  func start(_ state: Tensor?, for input: Tensor) throws(TorchError) -> Tensor {
    if let state { return state }
    return try .zeros(
      [layers * directions, input.shape.first ?? 0, features], type: input.scalarType,
      on: input.device)
  }

  /// The results of libtorch's operation `name`: the output, and the state after the last step.
  func results(
    of name: String, _ input: Tensor, _ state: TorchValue, for mode: Mode
  ) throws(TorchError) -> [Tensor] {
    guard input.rank == 3 else {
      throw TorchError(
        operation: name,
        message: "the input must be batch × steps × features; received \(input.shape)")
    }
    func call() throws(TorchError) -> [Tensor] {
      try TorchCall.results(
        of: name,
        labelled: [
          (nil, .tensor(input)), (nil, state), (nil, .tensors(cells.flatMap(\.tensors))),
          (nil, .bool(hasBias)), (nil, .integer(layers)), (nil, .number(dropout)),
          (nil, .bool(mode == .training)), (nil, .bool(directions == 2)), (nil, .bool(true)),
        ])
    }
    let draws = dropout > 0 && layers > 1 && mode == .training && input.device == .cpu
    return draws ? try Engine.drawingFromShared(call) : try call()
  }
}
