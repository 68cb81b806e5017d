public import Torch

/// A model that carries a hidden state from batch to batch, such as a recurrent network.
///
/// The model receives the state as an argument and returns the new one; it does not store it.
/// Between two steps the training run keeps it, detached from the gradient graph, which truncates
/// backpropagation through time; saves it in checkpoints; and resets it where the order of the data
/// does (``BatchOrder/continues(at:)``). Evaluation has its own state.
public protocol RecurrentModel: Model {
  /// The loss of `batch` from `state`, and the state after the batch.
  ///
  /// - Parameter state: the state after the previous batch, for the same rows; nil for a fresh
  ///   state.
  /// - Throws: `TorchError` if the shapes do not fit.
  func outcome(
    of batch: Batch, after state: CarriedState?, for mode: Mode
  ) throws -> (outcome: Outcome, state: CarriedState)
}

extension RecurrentModel {
  /// The loss of `batch` from a fresh state.
  public func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    try outcome(of: batch, after: nil, for: mode).outcome
  }
}

extension Model {
  /// The outcome from `state`, and the state after it, detached from the gradient graph; nil for a
  /// model without a state.
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
