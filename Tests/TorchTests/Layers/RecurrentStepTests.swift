import Testing
import Torch

/// Single steps of recurrent networks, which are computed without libtorch's operation for sequences.
@Suite struct RecurrentStepTests {
  private let input: Tensor

  init() throws {
    try Engine.seed(5)
    input = try .normal([3, 6, 4])
  }

  private func piece(_ place: Int) throws -> Tensor {
    try input.narrowed(1, to: place..<place + 1)
  }

  private func expectSame(_ found: [Tensor], _ expected: Tensor) throws {
    let joined = try Tensor.concatenated(found, along: 1)
    #expect(joined.shape == expected.shape)
    #expect(agree(try joined.floats, try expected.floats.map(Double.init), within: 1e-5))
  }

  @Test(arguments: [1, 2], [false, true])
  func `an LSTM's steps give the output and the state of the sequence`(
    layers: Int, bias: Bool
  ) throws {
    let network = try LSTM(4, 5, layers: layers, bias: bias)
    let (expected, end) = try network(input, after: nil, for: .evaluation)
    var state: LSTM.State?
    var found: [Tensor] = []
    for place in 0..<6 {
      let (output, after) = try network(piece(place), after: state, for: .evaluation)
      found.append(output)
      state = after
    }
    try expectSame(found, expected)
    try expectSame([#require(state).hidden], end.hidden)
    try expectSame([#require(state).cell], end.cell)
  }

  @Test(arguments: [1, 2], [false, true])
  func `a GRU's steps give the output and the state of the sequence`(
    layers: Int, bias: Bool
  ) throws {
    let network = try GRU(4, 5, layers: layers, bias: bias)
    let (expected, end) = try network(input, after: nil, for: .evaluation)
    var state: Tensor?
    var found: [Tensor] = []
    for place in 0..<6 {
      let (output, after) = try network(piece(place), after: state, for: .evaluation)
      found.append(output)
      state = after
    }
    try expectSame(found, expected)
    try expectSame([#require(state)], end)
  }

  @Test(arguments: [RNN.Activation.tanh, .relu], [false, true])
  func `an RNN's steps give the output and the state of the sequence`(
    activation: RNN.Activation, bias: Bool
  ) throws {
    let network = try RNN(4, 5, activation, layers: 2, bias: bias)
    let (expected, end) = try network(input, after: nil, for: .evaluation)
    var state: Tensor?
    var found: [Tensor] = []
    for place in 0..<6 {
      let (output, after) = try network(piece(place), after: state, for: .evaluation)
      found.append(output)
      state = after
    }
    try expectSame(found, expected)
    try expectSame([#require(state)], end)
  }

  @Test func `a state of another shape is refused`() throws {
    let network = try GRU(4, 5, layers: 2)
    for shape in [[1, 3, 5], [3, 3, 5], [2, 1, 5], [2, 3, 4]] {
      let error = #expect(throws: TorchError.self) {
        try network(piece(0), after: .zeros(shape), for: .evaluation)
      }
      #expect("\(error!)".contains("must be [2, 3, 5]; received \(shape)"), "\(error!)")
    }
    let other = try LSTM(4, 5)
    let error = #expect(throws: TorchError.self) {
      try other(
        piece(0), after: LSTM.State(hidden: .zeros([1, 3, 5]), cell: .zeros([1, 1, 5])),
        for: .evaluation)
    }
    #expect("\(error!)".contains("the cell state must be [1, 3, 5]; received [1, 1, 5]"))
  }
}
