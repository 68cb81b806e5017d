import Foundation
import Models
import Optimizers
import Tasks
import Testing
import Torch
import Training

/// Language models beside the same ones in PyTorch: same weights, same batches, same optimizer.
@Suite struct LanguageTrainingTests {
  private static func token(_ place: Int) -> Int64 {
    let number = place * place * 3 + place / 2
    return Int64(1 + number % 11)
  }

  @Test(arguments: [
    ("rnn", "rnn(width: 16, layers: 2, dropout: 0)"),
    ("gru", "gru(width: 16, layers: 2, dropout: 0)"),
    ("lstm", "lstm(width: 16, layers: 2, dropout: 0)"),
    ("transformer", "transformer(width: 16, layers: 2, heads: 2, dropout: 0)"),
  ])
  func `fifty steps have the losses of PyTorch`(name: String, notation: String) throws {
    let expected = try ReferenceLosses.read(name, from: "texts")
    let model = try NamedModels.language(notation, vocabulary: 13, length: 8).makeModel()
    try model.takeWaves(0.2)
    let tokens = (0...320).map(Self.token)
    let windows = try WindowDataset(Tensor(tokens, shape: [321]), length: 8).contiguous()
    Engine.threads = 1
    let learner = try Learner(
      model: model, optimizer: .adamw(weightDecay: 0.01), data: windows, batchSize: 4, seed: 0)
    for (step, loss) in expected.enumerated() {
      let found = try learner.advance(learningRate: 3e-3).loss
      #expect(abs(found / loss - 1) < 1e-4, "step \(step): \(found), not \(loss)")
    }
  }
}
