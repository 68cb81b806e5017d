import Models
import Tasks
import Testing
import Torch
import Training

/// The layers of every family: their tensors' names and the shapes of their answers.
@Suite struct LayerDescriptionLayerTests {
  private static let models: [(String, ModelInput)] = [
    ("linear", .table(numbers: 3, codes: [])), ("linear", .table(numbers: 0, codes: [4, 7])),
    ("linear", .image(channels: 2, height: 1, width: 1)), ("mlp", .table(numbers: 3, codes: [5])),
    ("mlp(hidden: [], activation: relu)", .table(numbers: 1, codes: [])),
    ("mlp(hidden: [4], activation: gelu)", .image(channels: 1, height: 5, width: 7)),
    ("mlp(hidden: [4, 3, 2], activation: tanh)", .table(numbers: 2, codes: [])),
    ("cnn", .image(channels: 3, height: 1, width: 1)),
    ("cnn(dropout: 0.5)", .image(channels: 1, height: 5, width: 7)),
    ("cnn(width: 4)", .image(channels: 1, height: 28, width: 28)),
    ("cnn", .image(channels: 3, height: 300, width: 20)),
    ("resnet(width: 4)", .image(channels: 3, height: 1, width: 1)),
    ("resnet(width: 4, blocks: [2, 1])", .image(channels: 1, height: 5, width: 7)),
    ("resnet(width: 4)", .image(channels: 2, height: 300, width: 20)),
    ("bag", .tokens(vocabulary: 9, length: 6)), ("rnn", .tokens(vocabulary: 9, length: 6)),
    ("gru", .tokens(vocabulary: 9, length: 6)),
    ("gru(width: 5, layers: 3)", .tokens(vocabulary: 9, length: 6)),
    ("lstm(width: 5, layers: 2)", .tokens(vocabulary: 9, length: 6)),
    ("transformer(width: 8, layers: 3)", .tokens(vocabulary: 9, length: 6)),
  ]

  /// Three examples; each has a value that is not zero.
  private func examples(_ input: ModelInput) throws -> Tensor {
    func counted(_ shape: [Int]) throws -> Tensor {
      let count = shape.reduce(3, *)
      return try Tensor((0..<count).map { Float($0 % 5) - 1 }, shape: [3] + shape)
    }
    switch input {
    case .table(let numbers, let codes):
      let rows = (0..<3).map { row in
        (0..<numbers).map { Float($0 + row) } + codes.map { Float(row % $0) }
      }
      return try .rows(rows)
    case .image(let channels, let height, let width): return try counted([channels, height, width])
    case .tokens(let vocabulary, let length):
      return try Tensor(
        (0..<3 * length).map { Int32(1 + $0 % (vocabulary - 1)) }, shape: [3, length])
    case .translation: preconditionFailure("translations have tests of their own")
    }
  }

  @Test(arguments: models.indices)
  func `tensors are called as the description calls them`(index: Int) throws {
    let (notation, input) = Self.models[index]
    let record = try NamedModels.record(notation, input, NamedModels.classes(4))
    let model = try record.makeModel()
    let names = PyTorchNetwork(try record.network(), notation: notation, outputs: "").names.keys
    #expect(Set(model.namedTensors.map(\.name)) == Set(names.map { "body.\($0)" }))
    #expect(model.unseenProperties == [])
  }

  @Test(arguments: ["encoderDecoder(width: 8, layers: 2)", "attentiveGRU(width: 8, layers: 2)"])
  func `tensors of a model that translates are called as the description calls them`(
    notation: String
  ) throws {
    let record = try NamedModels.translation(notation, vocabulary: 9)
    let model = try record.makeModel()
    let names = PyTorchNetwork(try record.network(), notation: notation, outputs: "").names.keys
    #expect(Set(model.namedTensors.map(\.name)) == Set(names.map { "body.\($0)" }))
    #expect(model.unseenProperties == [])
  }

  @Test func `a factor model's tensors are called as the description calls them`() throws {
    for numbers in [0, 2] {
      let record = try NamedModels.record(
        "factors", .table(numbers: numbers, codes: [3, 4]), .number(center: 0, scale: 1))
      let names = PyTorchNetwork(try record.network(), notation: "factors", outputs: "").names.keys
      #expect(
        Set(try record.makeModel().namedTensors.map(\.name)) == Set(names.map { "body.\($0)" }))
    }
  }

  @Test func `weights of classes are no weights of the network`() throws {
    let record = try NamedModels.record(
      "linear", .table(numbers: 1, codes: []), NamedModels.classes(2, weights: [1, 3]))
    #expect(
      try record.makeModel().parameters.map(\.name).sorted() == [
        "body.layers.0.bias", "body.layers.0.weight",
      ])
  }

  @Test(arguments: models.indices)
  func `a network answers each example with one vector`(index: Int) throws {
    let (notation, input) = Self.models[index]
    let model = try NamedModels.record(notation, input, NamedModels.classes(4)).makeModel()
    let answer = try model.answer(for: examples(input))
    #expect(answer.shape == [3, 4])
    #expect(try answer.numbers.allSatisfy(\.isFinite))
    // One example alone has the same answer: evaluation does not depend on the batch.
    let first = try model.answer(for: examples(input).narrowed(0, to: 0..<1))
    #expect(try areClose(first.numbers, Array(answer.numbers.prefix(4))))
  }

  @Test(arguments: ["gru(width: 8)", "lstm(width: 8, layers: 2)", "transformer(width: 8)"])
  func `a model of the next token answers after each, from the earlier ones alone`(
    notation: String
  ) throws {
    let model = try NamedModels.language(notation, vocabulary: 9, length: 6).makeModel()
    let tokens: [Int32] = [1, 2, 3, 4, 5, 6]
    let answer = try model.answer(for: Tensor(tokens, shape: [1, 6]))
    #expect(answer.shape == [1, 6, 9])
    let other = try model.answer(for: Tensor([1, 2, 3, 8, 8, 8] as [Int32], shape: [1, 6]))
    let (own, changed) = (try answer.numbers, try other.numbers)
    #expect(areClose(Array(own.prefix(27)), Array(changed.prefix(27))))
    #expect(!areClose(Array(own.suffix(27)), Array(changed.suffix(27))))
    // A shorter context is allowed.
    #expect(try model.answer(for: Tensor([1, 2] as [Int32], shape: [1, 2])).shape == [1, 2, 9])
  }
}
