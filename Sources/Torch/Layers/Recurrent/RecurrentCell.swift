/// The weights of one layer of a recurrent network, in one direction.
///
/// All start uniform in ±1/√features, as PyTorch's do, whose names are `weight_ih`, `weight_hh`, `bias_ih` and
/// `bias_hh`.
public final class RecurrentCell: Module {
  /// What the input goes through, (gates·features)×inputs.
  public let inputWeight: Tensor
  /// What the state goes through, (gates·features)×features.
  public let hiddenWeight: Tensor
  /// Added to the input's part; nil where biases were left out.
  public let inputBias: Tensor?
  /// Added to the state's part; nil where biases were left out.
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

  /// In the order of libtorch's operations.
  var tensors: [Tensor] {
    [inputWeight, hiddenWeight] + [inputBias, hiddenBias].compactMap { $0 }
  }
}

/// Cells in layers, each in one direction or two, and the sizes that they share.
struct RecurrentStack {
  let features: Int
  let layers: Int
  let directions: Int
  let dropout: Double
  let hasBias: Bool
  let cells: [RecurrentCell]

  /// - Precondition: positive sizes, and a dropout in 0 ..< 1.
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

  /// `state`, or zeros of shape (layers·directions)×batch×features where none is given.
  func start(_ state: Tensor?, for input: Tensor) throws(TorchError) -> Tensor {
    if let state { return state }
    return try .zeros(
      [layers * directions, input.shape.first ?? 0, features], type: input.scalarType,
      on: input.device)
  }

  /// The answers of libtorch's operation `name`: the output, and the state after the last step.
  func results(
    of name: String, _ input: Tensor, _ state: TorchValue, for mode: Mode
  ) throws(TorchError) -> [Tensor] {
    guard input.rank == 3 else {
      throw TorchError(
        operation: name,
        message: "the input must be batch × steps × features; received \(input.shape)")
    }
    return try TorchCall.results(
      of: name,
      labelled: [
        (nil, .tensor(input)), (nil, state), (nil, .tensors(cells.flatMap(\.tensors))),
        (nil, .truth(hasBias)), (nil, .integer(layers)), (nil, .number(dropout)),
        (nil, .truth(mode == .training)), (nil, .truth(directions == 2)), (nil, .truth(true)),
      ])
  }
}
