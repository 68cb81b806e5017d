import Foundation
import Media
import Models
import Optimizers
import Records
import Tasks
import Testing
import Torch
import Training

/// Models that translate beside the same ones of PyTorch's own layers: same weights, same batches, same
/// optimizer.
@Suite struct TranslationTrainingTests {
  private static let end: Int64 = 11

  private static func source(_ pair: Int) -> [Int64] {
    (0..<2 + pair % 5).map { Int64(1 + (7 * pair + 3 * $0) % 10) } + [end]
  }

  private static func target(_ pair: Int) -> [Int64] {
    [end] + (0..<1 + pair * pair % 7).map { Int64(1 + (3 * pair + $0 * $0) % 10) } + [end]
  }

  @Test(arguments: [
    ("encoderDecoder", "encoderDecoder(width: 16, layers: 2, heads: 2, dropout: 0)"),
    ("attentiveGRU", "attentiveGRU(width: 16, dropout: 0)"),
  ])
  func `fifty steps have the losses of PyTorch`(name: String, notation: String) throws {
    let expected = try ReferenceLosses.read(name, from: "texts")
    let model = try NamedModels.translation(notation, vocabulary: 12, smoothing: 0.1).makeModel()
    try model.takeWaves(0.2)
    let pairs = SequenceDataset(
      ["source": (0..<40).map(Self.source), "target": (0..<40).map(Self.target)],
      padding: Int64(0))
    Engine.threads = 1
    let learner = try Learner(
      model: model, optimizer: .adamw(weightDecay: 0.01), data: pairs.inOrder(), batchSize: 4,
      seed: 0)
    for (step, loss) in expected.enumerated() {
      let found = try learner.advance(learningRate: 3e-3).loss
      #expect(abs(found / loss - 1) < 1e-4, "step \(step): \(found), not \(loss)")
    }
  }

  @Test(arguments: ["encoderDecoder(width: 16, layers: 1, heads: 2)", "attentiveGRU(width: 16)"])
  func `products in bfloat16 change the loss a little`(notation: String) throws {
    let model = try Engine.drawing(from: 1) {
      try NamedModels.translation(notation, vocabulary: 12).makeModel()
    }
    let pairs = SequenceDataset(
      ["source": (0..<8).map(Self.source), "target": (0..<8).map(Self.target)], padding: Int64(0))
    let full = try Evaluation(of: model, on: pairs).loss
    let short = try Evaluation(of: model, on: pairs, precision: .bfloat16).loss
    #expect(abs(short / full - 1) < 0.02 && short != full, "\(short), \(full)")
  }

  @Test func `an evaluation does not smooth the labels, and does not count padding`() throws {
    let model = try NamedModels.translation(
      "attentiveGRU(width: 8, dropout: 0)", vocabulary: 12, smoothing: 0.5
    ).makeModel()
    func loss(_ places: [Int]) throws -> (loss: Double, tokens: Double) {
      let pairs = SequenceDataset(
        ["source": places.map(Self.source), "target": places.map(Self.target)], padding: Int64(0))
      let outcome = try model.outcome(
        of: pairs.batch(ArraySlice((0..<places.count).map(Int64.init))), for: .evaluation)
      let perplexity = try #require(outcome.measures["perplexity"]).value
      let loss = try outcome.loss.item()
      #expect(abs(Foundation.log(perplexity) - loss) < 1e-5)
      return (loss, try #require(outcome.weight))
    }
    let (short, long) = (try loss([0]), try loss([3]))
    // One and two tokens with their end.
    #expect(short.tokens == 2 && long.tokens == 4)
    let both = try loss([0, 3])
    #expect(both.tokens == 6)
    #expect(abs(both.loss - (2 * short.loss + 4 * long.loss) / 6) < 1e-5)
    let smooth = try model.outcome(
      of: SequenceDataset(
        ["source": [Self.source(0)], "target": [Self.target(0)]], padding: Int64(0)
      ).batch([0]), for: .training)
    #expect(abs(try smooth.loss.item() - short.loss) > 1e-4)
  }
}
