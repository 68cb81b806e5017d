public import Torch

/// A batch of examples: named tensors whose first dimension is the example.
public struct Batch {
  /// The number of examples.
  public let count: Int
  private let tensors: [String: Tensor]

  /// Creates a batch of `count` examples.
  public init(count: Int, _ tensors: [String: Tensor]) {
    (self.count, self.tensors) = (count, tensors)
  }

  /// The tensor called `name`.
  ///
  /// - Precondition: the batch has a tensor of this name.
  public subscript(name: String) -> Tensor {
    guard let tensor = tensors[name] else {
      preconditionFailure("a batch has \(names); received '\(name)'")
    }
    return tensor
  }

  /// The names of the tensors, sorted.
  public var names: [String] { tensors.keys.sorted() }

  /// The tensor `input`, the input of most models.
  public var input: Tensor { self["input"] }
  /// The tensor `target`, which most models predict.
  public var target: Tensor { self["target"] }

  /// A copy of the batch with `tensor` as `name`.
  public func replacing(_ name: String, by tensor: Tensor) -> Batch {
    Batch(count: count, tensors.merging([name: tensor]) { $1 })
  }

  /// The examples in `range`; they share this batch's memory.
  ///
  /// - Throws: `TorchError` if the batch has fewer examples.
  public func examples(_ range: Range<Int>) throws -> Batch {
    Batch(count: range.count, try tensors.mapValues { try $0.narrowed(0, to: range) })
  }

  /// The batch on `device`; this batch itself if it is there already.
  package func moved(to device: Device) throws -> Batch {
    guard tensors.values.contains(where: { $0.device != device }) else { return self }
    return Batch(count: count, try tensors.mapValues { try $0.moved(to: device) })
  }

  /// The examples of several batches, concatenated.
  ///
  /// - Throws: `TrainingError` if the batches differ in the names or shapes of their tensors.
  /// - Precondition: at least one batch.
  public static func joined(_ batches: [Batch]) throws -> Batch {
    let first = batches[0]
    guard batches.count > 1 else { return first }
    for name in first.names {
      let shape = first[name].shape
      for batch in batches {
        guard let tensor = batch.tensors[name], batch.tensors.count == first.tensors.count else {
          throw TrainingError(
            "the examples of a batch must have the same tensors; received \(first.names) and "
              + "\(batch.names)")
        }
        guard tensor.shape.dropFirst() == shape.dropFirst() else {
          throw TrainingError(
            "the examples of a batch must have one shape; '\(name)' has \(shape) and \(tensor.shape)"
          )
        }
      }
    }
    return Batch(
      count: batches.reduce(0) { $0 + $1.count },
      Dictionary(
        uniqueKeysWithValues: try first.names.map { name in
          (name, try Tensor.concatenated(batches.map { $0[name] }))
        }))
  }
}
