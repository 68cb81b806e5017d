public import Torch

/// Sequences of different lengths as one tensor, the shorter ones padded at their ends.
///
/// To ignore padding, a model multiplies its loss by the ``mask`` and sets ``tokens`` as its
/// outcome's weight. A sequence may be empty; a batch of empty sequences has one column of padding.
public struct PaddedSequences {
  /// The padded sequences, of shape [sequences, longest].
  public let values: Tensor
  /// 1 for an element and 0 for padding: float32, of the same shape.
  public let mask: Tensor
  /// The length of each sequence: int64, of shape [sequences].
  public let lengths: Tensor
  /// The total number of elements, without padding.
  public let tokens: Int

  /// Creates `sequences` with `padding` after those that are shorter than the longest.
  ///
  /// - Throws: `TorchError` when out of memory.
  public init<Scalar: TensorScalar>(
    _ sequences: [[Scalar]], padding: Scalar, on device: Device = .cpu
  ) throws {
    let width = max(1, sequences.lazy.map(\.count).max() ?? 0)
    var values = [Scalar](repeating: padding, count: sequences.count * width)
    var mask = [Float](repeating: 0, count: values.count)
    for (row, sequence) in sequences.enumerated() {
      for (position, element) in sequence.enumerated() {
        values[row * width + position] = element
        mask[row * width + position] = 1
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
