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
/// ``Dataset/contiguous()`` suits a model that carries its hidden state from window to window.
public struct WindowDataset: Dataset {
  /// The number of windows.
  public let count: Int
  private let inputs: Tensor
  private let targets: Tensor
  private let device: Device

  /// Creates windows of `length` tokens from a one-dimensional tensor.
  ///
  /// - Throws: `TrainingError` for fewer than `length` + 1 tokens.
  /// - Precondition: `length` is positive.
  public init(_ tokens: Tensor, length: Int, on device: Device = .cpu) throws {
    precondition(length > 0, "length must be positive; received \(length)")
    guard tokens.rank == 1, tokens.count > length else {
      throw TrainingError(
        "the tokens must be at least \(length + 1) in one dimension, a window and one more; "
          + "received \(tokens.shape)")
    }
    count = (tokens.count - 1) / length
    let all = count * length
    inputs = try tokens.narrowed(0, to: 0..<all).reshaped([count, length])
    targets = try tokens.narrowed(0, to: 1..<all + 1).reshaped([count, length])
    self.device = device
  }

  /// The windows at `indices`, as `input` and `target`, both int64.
  public func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    let rows = try Tensor(Array(indices), shape: [indices.count])
    return Batch(
      count: indices.count,
      [
        "input": try inputs.selecting(rows).converted(to: .int64, on: device),
        "target": try targets.selecting(rows).converted(to: .int64, on: device),
      ])
  }
}
