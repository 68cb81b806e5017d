public import Torch

/// The hidden state that a ``RecurrentModel`` carries from batch to batch: named tensors whose
/// first dimension is the row of the batch.
public struct CarriedState {
  /// The tensors by name, such as `hidden` and `cell`.
  public let tensors: [String: Tensor]

  /// Creates a state of these tensors.
  public init(_ tensors: [String: Tensor]) { self.tensors = tensors }

  /// The tensor called `name`.
  ///
  /// - Precondition: the state has a tensor of this name.
  public subscript(name: String) -> Tensor {
    guard let tensor = tensors[name] else {
      preconditionFailure("a state has \(tensors.keys.sorted()); received '\(name)'")
    }
    return tensor
  }

  /// The state detached from the gradient graph.
  ///
  /// - Throws: `TrainingError` unless every tensor has `rows` rows.
  func detached(rows: Int) throws -> CarriedState {
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key })
    where tensor.shape.first != rows {
      throw TrainingError(
        "a carried state must have a row for each of \(rows) examples; '\(name)' has shape "
          + "\(tensor.shape)")
    }
    return CarriedState(try tensors.mapValues { try $0.detached() })
  }

  /// The state of the rows in `range`.
  ///
  /// - Throws: `TrainingError` if the state has fewer rows.
  func rows(_ range: Range<Int>) throws -> CarriedState {
    CarriedState(
      try Dictionary(
        uniqueKeysWithValues: tensors.map { name, tensor in
          guard let count = tensor.shape.first, count >= range.upperBound else {
            throw TrainingError(
              "a carried state must have a row for each of \(range.upperBound) examples; '\(name)' "
                + "has shape \(tensor.shape)")
          }
          return (name, count == range.count ? tensor : try tensor.narrowed(0, to: range))
        }))
  }

  /// The state of the rows at `indices`, int64, in this order; a row may occur several times.
  ///
  /// - Throws: `TorchError` for an index without a row.
  package func selecting(_ indices: Tensor) throws -> CarriedState {
    CarriedState(try tensors.mapValues { try $0.selecting(indices) })
  }

  /// A copy with its own memory.
  func copied() throws -> CarriedState { CarriedState(try tensors.mapValues { try $0.copied() }) }

  /// The states of a batch's micro-batches, concatenated in order; nil for none.
  static func joined(_ pieces: [CarriedState]) throws -> CarriedState? {
    guard pieces.count > 1, let first = pieces.first else { return pieces.first }
    return CarriedState(
      try Dictionary(
        uniqueKeysWithValues: first.tensors.keys.map { name in
          (name, try Tensor.concatenated(pieces.map { $0[name] }))
        }))
  }
}
