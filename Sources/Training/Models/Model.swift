public import Torch

/// What is trained: something with parameters that says how wrong it is about a batch.
public protocol Model: Module {
  /// The loss of `batch`, and what else is worth knowing of it.
  ///
  /// - Throws: `TorchError` when the shapes do not fit.
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome
}

/// A model that says which class an input is of: softmax over its layer's outputs.
///
/// The loss is the cross-entropy; evaluation measures `accuracy`, the share of inputs whose largest
/// output is the right one's.
public final class Classifier<Body: Layer>: Model {
  /// The layer whose outputs are the classes' logits.
  public let body: Body

  /// A classifier over `body`'s outputs.
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

/// A model that says numbers: the loss is the mean squared error.
public final class Regressor<Body: Layer>: Model {
  /// The layer whose outputs are the numbers.
  public let body: Body

  /// A regressor that says `body`'s outputs.
  public init(_ body: Body) { self.body = body }

  /// The mean squared error.
  public func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let output = try body(batch.input, for: mode)
    return Outcome(
      loss: try output.meanSquaredError(to: batch.target), outputs: ["prediction": output])
  }
}
