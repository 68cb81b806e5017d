package import Torch
package import Training

/// A model that translates: the next token of a translation after each of its tokens.
///
/// The loss is the mean cross-entropy per token of the translation in nats, with smoothed labels in
/// training; evaluation measures `perplexity`. Padding does not count.
package final class TranslationModel: Model {
  /// The network.
  package let body: any TranslationNetwork
  private let smoothing: Double

  init(_ body: any TranslationNetwork, smoothing: Double) {
    (self.body, self.smoothing) = (body, smoothing)
  }

  /// The loss of the pairs `source` and `target`, whose targets begin and end with the same token.
  package func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    // Read before the passes, for which a device would have to be waited for.
    let tokens = try batch["target lengths"].scalars(as: Int64.self).reduce(0, +)
    let weight = Double(Int(tokens) - batch.count)
    let target = batch["target"]
    let length = target.shape[1]
    let memory = try body.memory(of: batch["source"], for: mode)
    let logits = try body(
      target.narrowed(1, to: 0..<length - 1), memory: memory, after: nil, for: mode
    ).logits.flattened(from: 0, to: 1)
    let expected = try target.narrowed(1, to: 1..<length).flattened()
    let loss = try logits.crossEntropy(
      with: expected, ignoring: 0, smoothing: mode == .training ? smoothing : 0)
    guard mode == .evaluation else { return Outcome(loss: loss, weight: weight) }
    return Outcome(
      loss: loss, weight: weight,
      measures: ["perplexity": .perplexity(loss: try loss.item(), over: weight)])
  }
}
