import Models
import Testing

/// The layers of each family for sizes that are small, odd and long.
@Suite struct LayerDescriptionTests {
  private func layers(_ word: String, _ input: ModelInput, outputs: Int = 3) throws
    -> [LayerDescription]
  {
    let form = try ModelCatalogue.standard.form(parsing: word)
    guard case .sequence(let layers) = try form.network(for: input, .vector(outputs)) else {
      Issue.record("a network is a sequence of layers")
      return []
    }
    return layers
  }

  @Test func `a perceptron has an activation and dropout after each hidden layer`() throws {
    #expect(
      try layers("mlp(hidden: [8, 5], activation: tanh)", .table(numbers: 4, codes: [])) == [
        .linear(4, 8), .activation(.tanh), .dropout(0.1), .linear(8, 5), .activation(.tanh),
        .dropout(0.1), .linear(5, 3),
      ])
    #expect(
      try layers("mlp(hidden: [8], dropout: 0)", .table(numbers: 4, codes: [])) == [
        .linear(4, 8), .activation(.silu), .linear(8, 3),
      ])
    #expect(try layers("mlp(hidden: [])", .table(numbers: 1, codes: [])) == [.linear(1, 3)])
  }

  @Test func `codes of categories become vectors, of 2 to 50 numbers`() throws {
    // 1.6·size^0.56 is 2.4 for 2 categories, 2.96 for 3, 21.1 for 100, 278 for 10,000.
    #expect(
      try layers("linear", .table(numbers: 2, codes: [1, 2, 3, 100, 10_000])) == [
        .categories(numbers: 2, sizes: [1, 2, 3, 100, 10_000], widths: [2, 2, 3, 21, 50]),
        .linear(2 + 2 + 2 + 3 + 21 + 50, 3),
      ])
    #expect(
      try layers("mlp(hidden: [])", .table(numbers: 0, codes: [7])) == [
        .categories(numbers: 0, sizes: [7], widths: [5]), .linear(5, 3),
      ])
  }

  @Test(arguments: [
    (1, 1, []), (1, 40, []), (2, 2, [16]), (5, 7, [16]), (7, 7, [16]), (8, 8, [16]),
    (15, 9, [16]), (16, 16, [16, 32]), (28, 28, [16, 32]), (300, 20, [16, 32]),
    (4096, 4096, [16, 32, 64, 128, 256, 512]),
  ])
  func `a convolutional network halves the sides until one is below 8`(
    height: Int, width: Int, channels: [Int]
  ) throws {
    let layers = try layers("cnn", .image(channels: 2, height: height, width: width))
    var expected: [LayerDescription] = []
    for (inputs, outputs) in zip([2] + channels, channels) {
      expected += [
        .convolution(inputs, outputs, size: 3, stride: 1), .batchNorm(outputs), .maxPool(2),
        .activation(.relu),
      ]
    }
    #expect(Array(layers.prefix(expected.count)) == expected)
    #expect(layers.count == expected.count + 2)
  }

  @Test func `the last layer of a convolutional network takes all pixels, or their mean`() throws {
    func end(_ height: Int, _ width: Int) throws -> [LayerDescription] {
      Array(try layers("cnn", .image(channels: 3, height: height, width: width)).suffix(2))
    }
    #expect(try end(1, 1) == [.flatten, .linear(3, 3)])
    #expect(try end(5, 7) == [.flatten, .linear(16 * 2 * 3, 3)])
    #expect(try end(28, 28) == [.flatten, .linear(32 * 7 * 7, 3)])
    // 32 channels of 75 × 5 pixels would be 12,000 inputs.
    #expect(try end(300, 20) == [.globalAverage, .linear(32, 3)])
    let dropping = try layers("cnn(dropout: 0.5)", .image(channels: 1, height: 1, width: 1))
    #expect(dropping == [.flatten, .dropout(0.5), .linear(1, 3)])
  }

  @Test(arguments: [(1, 1), (5, 7), (300, 20)])
  func `a residual network is the same for pictures of every size`(height: Int, width: Int) throws {
    let input = ModelInput.image(channels: 3, height: height, width: width)
    let plain = LayerDescription.sequence([
      .convolution(8, 8, size: 3, stride: 1), .batchNorm(8), .activation(.relu),
      .convolution(8, 8, size: 3, stride: 1), .batchNorm(8),
    ])
    let halving = LayerDescription.sequence([
      .convolution(8, 16, size: 3, stride: 2), .batchNorm(16), .activation(.relu),
      .convolution(16, 16, size: 3, stride: 1), .batchNorm(16),
    ])
    #expect(
      try layers("resnet(width: 8, blocks: [2, 1])", input) == [
        .convolution(3, 8, size: 3, stride: 1), .batchNorm(8), .activation(.relu),
        .residual(plain, shortcut: nil), .activation(.relu),
        .residual(plain, shortcut: nil), .activation(.relu),
        .residual(
          halving,
          shortcut: .sequence([.convolution(8, 16, size: 1, stride: 2), .batchNorm(16)])),
        .activation(.relu), .globalAverage, .linear(16, 3),
      ])
  }

  @Test func `a network over tokens answers for the text, or after each token`() throws {
    let input = ModelInput.tokens(vocabulary: 9, length: 6)
    #expect(
      try layers("bag(width: 4)", input) == [
        .bag(vocabulary: 9, width: 4), .dropout(0.2), .linear(4, 3),
      ])
    #expect(
      try layers("bag(width: 4, dropout: 0)", input) == [
        .bag(vocabulary: 9, width: 4), .linear(4, 3),
      ])
    for (word, isPooled) in [("gru(width: 4)", true), ("gru(width: 4)", false)] {
      let form = try ModelCatalogue.standard.form(parsing: word)
      let output = isPooled ? ModelOutput.vector(3) : .nextToken
      guard case .sequence(let layers) = try form.network(for: input, output),
        case .recurrent(let network) = layers.first
      else {
        Issue.record("a recurrent network starts with its cells")
        return
      }
      #expect((network.cell, network.isPooled) == (.gru, isPooled))
      #expect((network.vocabulary, network.width, network.layers) == (9, 4, 1))
      #expect(layers.last == .linear(4, isPooled ? 3 : 9))
    }
    guard case .transformer(let network)? = try layers("transformer(width: 8)", input).first else {
      Issue.record("a transformer starts with its blocks")
      return
    }
    #expect((network.vocabulary, network.length, network.width) == (9, 6, 8))
    #expect((network.heads, network.layers, network.isPooled) == (4, 2, true))
  }
}
