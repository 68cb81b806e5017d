import Testing
import Torch

/// A layer, the shape of its input, and how it is called where it is not with one tensor.
private struct Row: Sendable {
  let name: String
  let make: @Sendable () throws -> any Module
  let shape: [Int]
  var call: Call?
  typealias Call = @Sendable (any Module, Tensor, Mode) throws -> Tensor

  init(
    _ name: String, _ shape: [Int], _ make: @escaping @Sendable () throws -> any Module,
    call: Call? = nil
  ) {
    (self.name, self.shape, self.make, self.call) = (name, shape, make, call)
  }

  func output(_ module: any Module, _ input: Tensor, _ mode: Mode) throws -> Tensor {
    if let call { return try call(module, input, mode) }
    let layer = try #require(module as? any Layer)
    return try layer(input, for: mode)
  }
}

/// Every layer beside PyTorch: output, gradients, gradients of gradients, and evaluation.
@Suite struct LayerTableTests {
  private static func flat(_ tensors: Tensor...) throws -> Tensor {
    try .concatenated(tensors.map { try $0.flattened() })
  }

  @Sendable private static func lstm(_ module: any Module, _ input: Tensor, _ mode: Mode) throws
    -> Tensor
  {
    let (output, state) = try (module as! LSTM)(input, after: nil, for: mode)
    return try flat(output, state.hidden, state.cell)
  }

  @Sendable private static func gru(_ module: any Module, _ input: Tensor, _ mode: Mode) throws
    -> Tensor
  {
    let (output, state) = try (module as! GRU)(input, after: nil, for: mode)
    return try flat(output, state)
  }

  @Sendable private static func rnn(_ module: any Module, _ input: Tensor, _ mode: Mode) throws
    -> Tensor
  {
    let (output, state) = try (module as! RNN)(input, after: nil, for: mode)
    return try flat(output, state)
  }

  @Sendable private static func padded(_ module: any Module, _ input: Tensor, _ mode: Mode) throws
    -> Tensor
  {
    let seen: [Bool] = [true, true, true, false, true, true, false, false]
    let mask = try Tensor(seen, shape: [2, 1, 1, 4])
    return try (module as! MultiHeadAttention)(input, mask: mask, for: mode)
  }

  @Sendable private static func crossed(_ module: any Module, _ input: Tensor, _ mode: Mode) throws
    -> Tensor
  {
    try (module as! MultiHeadAttention)(
      input, attendingTo: pattern([2, 3, 8], 5, 2), for: mode)
  }

  private static let rows = [
    Row("linear", [2, 4]) { try Linear(4, 3) },
    Row("lstm", [3, 5, 4], { try LSTM(4, 3) }, call: lstm),
    Row(
      "lstmTwoLayersBothWays", [3, 5, 4], { try LSTM(4, 3, layers: 2, bidirectional: true) },
      call: lstm),
    Row("lstmWithoutBias", [3, 5, 4], { try LSTM(4, 3, bias: false) }, call: lstm),
    Row("gru", [3, 5, 4], { try GRU(4, 3) }, call: gru),
    Row(
      "gruTwoLayersBothWays", [3, 5, 4], { try GRU(4, 3, layers: 2, bidirectional: true) },
      call: gru),
    Row("rnn", [3, 5, 4], { try RNN(4, 3) }, call: rnn),
    Row("rnnRelu", [3, 5, 4], { try RNN(4, 3, .relu, layers: 2) }, call: rnn),
    Row("attention", [2, 4, 8]) { try MultiHeadAttention(8, heads: 2) },
    Row("causalAttention", [2, 4, 8]) { try MultiHeadAttention(8, heads: 2, causal: true) },
    Row("paddedAttention", [2, 4, 8], { try MultiHeadAttention(8, heads: 2) }, call: padded),
    Row("crossAttention", [2, 4, 8], { try MultiHeadAttention(8, heads: 2) }, call: crossed),
    Row("layerNorm", [3, 6]) { try LayerNorm(6) },
    Row("layerNormOfTwo", [3, 2, 3]) { try LayerNorm(2, 3) },
    Row("rmsNorm", [3, 6]) { try RMSNorm(6) },
    Row("groupNorm", [2, 4, 3]) { try GroupNorm(groups: 2, 4) },
    Row("batchNorm1D", [4, 3]) { try BatchNorm(3) },
    Row("batchNorm1DSequence", [4, 3, 2]) { try BatchNorm(3) },
    Row("batchNorm2D", [2, 3, 2, 2]) { try BatchNorm(3) },
    Row("convolution1D", [2, 2, 9]) {
      try Convolution1D(2, 4, size: 3, stride: 2, padding: 2, dilation: 2, groups: 2)
    },
    Row("convolution2D", [2, 2, 5, 5]) {
      try Convolution2D(2, 4, size: 3, stride: 2, padding: 1, groups: 2, bias: false)
    },
    Row("transposedConvolution2D", [2, 2, 3, 3]) {
      try TransposedConvolution2D(2, 3, size: 3, stride: 2, padding: 1, outputPadding: 1)
    },
    Row("maxPool2D", [1, 2, 4, 4]) { MaxPool2D(2) },
    Row("averagePool2D", [1, 2, 5, 5]) { AveragePool2D(3, stride: 2, padding: 1) },
    Row("adaptiveAveragePool2D", [1, 2, 5, 7]) { AdaptiveAveragePool2D(2, 3) },
    Row("upsampleNearest", [1, 2, 2, 3]) { Upsample2D(2) },
    Row("upsampleBilinear", [1, 2, 2, 3]) { Upsample2D(2, .bilinear) },
    Row("gelu", [2, 5]) { GELU() },
    Row("geluApproximation", [2, 5]) { GELU(approximation: true) },
    Row("silu", [2, 5]) { SiLU() },
    Row("sigmoid", [2, 5]) { Sigmoid() },
    Row("tanh", [2, 5]) { Tanh() },
    Row("leakyRelu", [2, 5]) { LeakyReLU(slope: 0.1) },
    Row("softmax", [2, 5]) { Softmax(along: 1) },
    Row("sinusoidalPositions", [2, 4, 6]) { SinusoidalPositions(6) },
  ]

  @Test(arguments: rows.indices)
  func `a layer's numbers are PyTorch's`(place: Int) throws {
    let row = Self.rows[place]
    let expected = try #require(LayerReference.layers[row.name])
    let module = try row.make()
    let parameters = module.parameters.map(\.tensor)
    #expect(parameters.map(\.shape) == expected.parameters ?? [], "\(row.name)")
    for (place, parameter) in parameters.enumerated() {
      try parameter.assign(pattern(parameter.shape, 2 + place % 9, place))
    }
    let input = try pattern(row.shape, 7, 3).requiringGradient()
    let output = try row.output(module, input, .training)
    #expect(agree(try output.floats, expected.output, within: 1e-5), "\(row.name)")

    let loss = try (output * pattern(output.shape, 4, 1)).sum()
    let variables = [input] + parameters
    let isSmooth = expected.secondGradients != nil
    let gradients = try loss.gradients(of: variables, recording: isSmooth)
    for (index, numbers) in (expected.gradients ?? []).enumerated() {
      let found = try #require(gradients[index]).floats
      #expect(agree(found, numbers, within: 1e-5), "\(row.name), gradient \(index)")
    }
    if let second = expected.secondGradients, let first = gradients[0], first.requiresGradient {
      let again = try (first * first).sum().gradients(of: variables)
      for (index, numbers) in second.enumerated() {
        let found = try again[index]?.floats ?? numbers.map { _ in 0 }
        #expect(agree(found, numbers, within: 2e-5), "\(row.name), second gradient \(index)")
      }
    }
    let evaluated = try Engine.withoutGradients { try row.output(module, input, .evaluation) }
    if let numbers = expected.evaluation {
      #expect(agree(try evaluated.floats, numbers, within: 1e-5), "\(row.name), evaluation")
    }
    if let norm = module as? BatchNorm, row.name == "batchNorm2D" {
      let statistics = try #require(LayerReference.layers["batchNorm2DStatistics"]).output
      #expect(agree(try norm.runningMean.floats + norm.runningVariance.floats, statistics))
    }
  }

  @Test(arguments: ["embedding", "paddedEmbedding"])
  func `an embedding's numbers are PyTorch's`(name: String) throws {
    let expected = try #require(LayerReference.layers[name])
    let layer = try Embedding(5, 3, padding: name == "embedding" ? nil : 2)
    try layer.weight.assign(pattern([5, 3], 2, 0))
    let places = try Tensor([0, 3, 1, 2, 2, 4] as [Int64], shape: [2, 3])
    let output = try layer(places, for: .training)
    #expect(agree(try output.floats, expected.output))
    try (output * pattern(output.shape, 4, 1)).sum().backward()
    #expect(agree(try #require(layer.weight.gradient).floats, try #require(expected.gradients)[0]))
  }

  @Test func `turned positions are those of the halves that are paired`() throws {
    let expected = try #require(LayerReference.layers["rotaryPositions"])
    let input = try pattern([2, 4, 6], 7, 3).requiringGradient()
    let output = try RotaryPositions(6)(input)
    #expect(agree(try output.floats, expected.output))
    let gradient = try (output * pattern(output.shape, 4, 1)).sum().gradients(of: [input])[0]
    #expect(agree(try #require(gradient).floats, try #require(expected.gradients)[0]))
  }
}
