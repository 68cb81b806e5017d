public import Torch

/// A long sequence of tokens, cut into windows for next-token prediction: the data of a language
/// model.
///
/// ```
/// input(i)  = tokens[i·length ..< (i + 1)·length]
/// target(i) = tokens[i·length + 1 ... (i + 1)·length]
/// ```
///
/// n tokens give ⌊(n − 1)/length⌋ windows; the remaining tokens are not used.
/// ``Dataset/contiguous(evaluationRows:)`` suits a model that carries its hidden state from window to
/// window.
///
/// Windows that *shift* begin s tokens later in a training step, at most where the last one fits:
/// s in 0 ..< length is drawn for the step, so that a model sees each token at every position of a
/// window. An evaluation never shifts.
public struct WindowDataset: Dataset {
  /// The number of windows.
  public let count: Int
  private let length: Int
  /// A window and the token after it at every place, as a view.
  private let places: Tensor
  private let isShifting: Bool
  private let device: Device

  /// Creates windows of `length` tokens from a one-dimensional tensor.
  ///
  /// - Throws: `TrainingError` for fewer than `length` + 1 tokens.
  /// - Precondition: `length` is positive.
  public init(
    _ tokens: Tensor, length: Int, shifting: Bool = false, on device: Device = .cpu
  ) throws {
    precondition(length > 0, "length must be positive; received \(length)")
    guard tokens.rank == 1, tokens.count > length else {
      throw TrainingError(
        "the tokens must be at least \(length + 1) in one dimension, a window and one more; "
          + "received \(tokens.shape)")
    }
    (count, self.length) = ((tokens.count - 1) / length, length)
    places = try TorchOperation("unfold")(tokens, 0, length + 1, 1).tensor
    (isShifting, self.device) = (shifting, device)
  }

  /// The windows at `indices`, as `input` and `target`, both int64.
  public func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    try batch(indices, shift: 0)
  }

  /// The windows at `indices`, shifted if they are.
  public func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    guard isShifting else { return try batch(indices) }
    var generator = SeededGenerator(seed: seed, purpose: .transforms(step: step))
    return try batch(indices, shift: Int64(generator.next() % UInt64(length)))
  }

  private func batch(_ indices: ArraySlice<Int64>, shift: Int64) throws -> Batch {
    let last = Int64(places.shape[0] - 1)
    let starts = indices.map { min($0 * Int64(length) + shift, last) }
    let windows = try places.selecting(Tensor(starts, shape: [starts.count]))
      .converted(to: .int64, on: device)
    return Batch(
      count: indices.count,
      [
        "input": try windows.narrowed(1, to: 0..<length),
        "target": try windows.narrowed(1, to: 1..<length + 1),
      ])
  }
}
