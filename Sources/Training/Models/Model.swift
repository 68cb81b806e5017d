public import Torch

/// A trainable model: a module that computes a loss for a batch.
public protocol Model: Module {
  /// The loss of `batch`, and optional measures and outputs.
  ///
  /// - Throws: `TorchError` if the shapes do not fit.
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome
}

/// A classifier: softmax over its layer's outputs.
///
/// The loss is the cross-entropy; evaluation measures `accuracy`, the fraction of inputs whose
/// largest output is that of the correct class.
public final class Classifier<Body: Layer>: Model {
  /// The layer whose outputs are the classes' logits.
  public let body: Body

  /// Creates a classifier over `body`'s outputs.
  public init(_ body: Body) { self.body = body }

  /// Cross-entropy, and in evaluation `accuracy`.
  public func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let logits = try body(batch.input, for: mode)
    let loss = try logits.crossEntropy(with: batch.target)
    if mode == .training { return Outcome(loss: loss, outputs: ["logits": logits]) }
    let hits = try logits.argmax().equals(batch.target).converted(to: .float32)
    return Outcome(
      loss: loss, measures: ["accuracy": try .mean(of: hits)], outputs: ["logits": logits])
  }
}

/// A regression model; the loss is the mean squared error.
public final class Regressor<Body: Layer>: Model {
  /// The layer whose outputs are the predictions.
  public let body: Body

  /// Creates a regression model over `body`'s outputs.
  public init(_ body: Body) { self.body = body }

  /// The mean squared error.
  public func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let output = try body(batch.input, for: mode)
    return Outcome(
      loss: try output.meanSquaredError(to: batch.target), outputs: ["prediction": output])
  }
}
