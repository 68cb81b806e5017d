internal import Torch
internal import Training

/// A language model: the next token after each token of a text.
///
/// The loss is the mean cross-entropy per token in nats; evaluation measures `perplexity`.
final class NextTokenModel: Model {
  let body: any Layer

  init(_ body: any Layer) { self.body = body }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let logits = try body(batch.input, for: mode).flattened(from: 0, to: 1)
    let loss = try logits.crossEntropy(with: batch.target.flattened())
    let weight = Double(batch.target.count)
    guard mode == .evaluation else {
      return Outcome(loss: loss, weight: weight, outputs: ["logits": logits])
    }
    return Outcome(
      loss: loss, weight: weight,
      measures: ["perplexity": .perplexity(loss: try loss.item(), over: weight)],
      outputs: ["logits": logits])
  }
}
