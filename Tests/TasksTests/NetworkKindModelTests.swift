import Models
import Search
import Tasks
import Testing
import Torch
import Training

@Suite struct NetworkKindModelTests {
  private static let models: [(String, ModelInput, NetworkKind)] = [
    ("linear", .table(numbers: 3, codes: []), .linear),
    ("mlp", .table(numbers: 3, codes: [5]), .mlp),
    ("mlp(hidden: [])", .table(numbers: 3, codes: []), .linear),
    ("cnn", .image(channels: 3, height: 8, width: 8), .cnn),
    ("resnet(width: 4)", .image(channels: 3, height: 8, width: 8), .cnn),
    ("bag", .tokens(vocabulary: 9, length: 6), .linear),
    ("rnn", .tokens(vocabulary: 9, length: 6), .rnn),
    ("gru", .tokens(vocabulary: 9, length: 6), .rnn),
    ("lstm(width: 5, layers: 2)", .tokens(vocabulary: 9, length: 6), .rnn),
    ("transformer(width: 8, layers: 3)", .tokens(vocabulary: 9, length: 6), .transformer),
  ]

  @Test(arguments: models.indices)
  func `each family of networks is of its kind`(index: Int) throws {
    let (notation, input, kind) = Self.models[index]
    let model = try NamedModels.record(notation, input, NamedModels.classes(4)).makeModel()
    #expect(NetworkKind(of: model) == kind)
  }

  @Test func `layers count wherever a model stores them, each once`() throws {
    let shared = try Linear(4, 4)
    let once = Classifier(Sequential(shared, ReLU(), shared))
    #expect(NetworkKind(of: once) == .linear)
    #expect(once.modules.count { $0 is Linear } == 1)
    #expect(NetworkKind(of: Holder(Held(layers: ["a": try GRU(2, 3)]))) == .rnn)
  }
}

private struct Held {
  let layers: [String: any Layer]
}

private final class Holder: Model {
  let held: Held?
  init(_ held: Held) { self.held = held }
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome { Outcome(loss: batch.input) }
}
