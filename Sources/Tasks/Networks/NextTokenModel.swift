internal import Torch
internal import Training

/// A language model: the next token after each token of a text.
///
/// The loss is the mean cross-entropy per token in nats; evaluation measures `perplexity` and `bits per
/// character`. Each example begins anew.
class NextTokenModel: Model {
  let body: any Layer
  /// The number of characters of each token.
  private let characters: [Int]

  init(_ body: any Layer, characters: [Int]) { (self.body, self.characters) = (body, characters) }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    try outcome(of: batch, logits: body(batch.input, for: mode), for: mode)
  }

  /// The outcome of logits, batch × length × vocabulary.
  final func outcome(of batch: Batch, logits: Tensor, for mode: Mode) throws -> Outcome {
    let logits = try logits.flattened(from: 0, to: 1)
    let loss = try logits.crossEntropy(with: batch.target.flattened())
    let weight = Double(batch.target.count)
    guard mode == .evaluation else {
      return Outcome(loss: loss, weight: weight, outputs: ["logits": logits])
    }
    let nats = try loss.item()
    let count = try batch.target.scalars(as: Int64.self).reduce(0) { $0 + characters[Int($1)] }
    return Outcome(
      loss: loss, weight: weight,
      measures: [
        "perplexity": .perplexity(loss: nats, over: weight),
        "bits per character": .bitsPerCharacter(
          loss: nats, over: weight, characters: Double(count)),
      ],
      outputs: ["logits": logits])
  }
}
