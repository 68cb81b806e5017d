internal import Torch
internal import Training

/// A classifier of the pixels of pictures.
///
/// The loss is the mean cross-entropy over all pixels; evaluation measures `mean IoU` and
/// `pixel accuracy`.
final class PixelClassifier: Model {
  let body: any Layer
  private let classes: Int

  /// - Parameter body: n × channels × height × width to n × classes × height × width.
  init(_ body: any Layer, classes: Int) { (self.body, self.classes) = (body, classes) }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let logits = try body(batch.input, for: mode)
    let loss = try logits.crossEntropy(with: batch.target)
    guard mode == .evaluation else { return Outcome(loss: loss, outputs: ["logits": logits]) }
    let found = try logits.argmax(along: 1)
    let hits = try found.equals(batch.target).converted(to: .float32)
    return Outcome(
      loss: loss,
      measures: [
        "mean IoU": try .meanIoU(predictions: found, targets: batch.target, classes: classes),
        "pixel accuracy": try .mean(of: hits),
      ], outputs: ["logits": logits])
  }
}
