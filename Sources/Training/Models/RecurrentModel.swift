public import Torch

/// A model that carries state from batch to batch, such as the hidden state of a recurrent network.
///
/// The state is an argument and an answer, never the model's own: the training keeps it between two steps,
/// cut off from its history, which is what truncates backpropagation through time; saves it in
/// checkpoints; and begins afresh where the order of the data says so (``BatchOrder/continues(at:)``).
/// Evaluation has a state of its own.
public protocol RecurrentModel: Model {
  /// The loss of `batch` after `state`, and the state after it.
  ///
  /// - Parameter state: what this answered for the batch before, in the same rows; nil for a fresh one.
  /// - Throws: `TorchError` when the shapes do not fit.
  func outcome(
    of batch: Batch, after state: CarriedState?, for mode: Mode
  ) throws -> (outcome: Outcome, state: CarriedState)
}

extension RecurrentModel {
  /// The loss of `batch` after a fresh state.
  public func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    try outcome(of: batch, after: nil, for: mode).outcome
  }
}

extension Model {
  /// The outcome after `state`, and the state after it, cut off from its history; nil where the model has
  /// none.
  func carriedOutcome(
    of batch: Batch, after state: CarriedState?, for mode: Mode
  ) throws -> (outcome: Outcome, state: CarriedState?) {
    guard let model = self as? any RecurrentModel else {
      return (try outcome(of: batch, for: mode), nil)
    }
    let (outcome, state) = try model.outcome(of: batch, after: state, for: mode)
    return (outcome, try state.detached(rows: batch.count))
  }
}
