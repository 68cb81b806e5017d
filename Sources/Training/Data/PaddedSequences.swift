public import Torch

/// Sequences of different lengths side by side, the shorter ones padded at their ends.
///
/// A model weighs its loss by the ``mask`` and its outcome by ``tokens``, so that padding counts for
/// nothing. A sequence may be empty; of empty ones alone each has one place of padding.
public struct PaddedSequences {
  /// The elements, of shape [sequences, longest].
  public let values: Tensor
  /// 1 where an element is and 0 where padding is: float32, of the same shape.
  public let mask: Tensor
  /// The number of elements of each: int64, of shape [sequences].
  public let lengths: Tensor
  /// The number of elements in all.
  public let tokens: Int

  /// `sequences` with `padding` behind those that are shorter than the longest.
  ///
  /// - Throws: `TorchError` for want of memory.
  public init<Scalar: TensorScalar>(
    _ sequences: [[Scalar]], padding: Scalar, on device: Device = .cpu
  ) throws {
    let width = max(1, sequences.lazy.map(\.count).max() ?? 0)
    var values = [Scalar](repeating: padding, count: sequences.count * width)
    var mask = [Float](repeating: 0, count: values.count)
    for (row, sequence) in sequences.enumerated() {
      for (place, element) in sequence.enumerated() {
        values[row * width + place] = element
        mask[row * width + place] = 1
      }
    }
    let counts = sequences.map { Int64($0.count) }
    func placed(_ tensor: Tensor) throws -> Tensor {
      try tensor.converted(to: tensor.scalarType, on: device)
    }
    self.values = try placed(Tensor(values, shape: [sequences.count, width]))
    self.mask = try placed(Tensor(mask, shape: [sequences.count, width]))
    lengths = try placed(Tensor(counts, shape: [sequences.count]))
    tokens = sequences.reduce(0) { $0 + $1.count }
  }
}
