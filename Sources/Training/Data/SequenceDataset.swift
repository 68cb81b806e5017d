public import Torch

/// Examples that are sequences of different lengths, such as sentences with their translations.
///
/// ```swift
/// let sentences = SequenceDataset(["source": german, "target": english], padding: 0)
/// let training = sentences.bucketed(tokens: 4096)
/// ```
///
/// A batch holds each sequence under its name, padded to the longest, with `<name> mask` (float32,
/// 1 for an element, 0 for padding) and `<name> lengths` (int64).
public struct SequenceDataset<Scalar: TensorScalar>: Dataset {
  /// The number of examples.
  public let count: Int
  private let sequences: [String: [[Scalar]]]
  private let padding: Scalar
  private let device: Device

  /// Creates examples from one list of sequences per name.
  ///
  /// - Precondition: the same number of sequences under each name, at least one.
  public init(_ sequences: [String: [[Scalar]]], padding: Scalar, on device: Device = .cpu) {
    let counts = Set(sequences.values.map(\.count))
    precondition(
      counts.count == 1 && counts != [0],
      "there must be as many sequences under each name, at least one; received "
        + "\(sequences.mapValues(\.count).sorted { $0.key < $1.key })")
    count = counts.first.unsafelyUnwrapped
    (self.sequences, self.padding, self.device) = (sequences, padding, device)
  }

  /// The length of each example's longest sequence.
  public var lengths: [Int] {
    (0..<count).map { index in sequences.values.map { $0[index].count }.max() ?? 0 }
  }

  /// The examples at `indices`, padded.
  public func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    var tensors: [String: Tensor] = [:]
    for (name, all) in sequences {
      let padded = try PaddedSequences(
        indices.map { all[Int($0)] }, padding: padding, on: device)
      tensors[name] = padded.values
      tensors["\(name) mask"] = padded.mask
      tensors["\(name) lengths"] = padded.lengths
    }
    return Batch(count: indices.count, tensors)
  }

  /// Batches of examples of similar length, of the batch size or of at most `tokens` tokens,
  /// including padding.
  public func bucketed(tokens: Int? = nil) -> OrderedDataset<Self> {
    bucketed(by: lengths, tokens: tokens)
  }
}
