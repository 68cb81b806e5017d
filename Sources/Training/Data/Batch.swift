public import Torch

/// Some examples as a model takes them: named tensors whose first dimension runs over examples.
public struct Batch {
  /// The number of examples.
  public let count: Int
  private let tensors: [String: Tensor]

  /// A batch of `count` examples.
  public init(count: Int, _ tensors: [String: Tensor]) {
    (self.count, self.tensors) = (count, tensors)
  }

  /// The tensor called `name`.
  ///
  /// - Precondition: there is one.
  public subscript(name: String) -> Tensor {
    guard let tensor = tensors[name] else {
      preconditionFailure("a batch has \(names); received '\(name)'")
    }
    return tensor
  }

  /// The names of the tensors, sorted.
  public var names: [String] { tensors.keys.sorted() }

  /// What most models look at.
  public var input: Tensor { self["input"] }
  /// What most models are to say.
  public var target: Tensor { self["target"] }

  /// The same batch with `tensor` as `name`.
  public func replacing(_ name: String, by tensor: Tensor) -> Batch {
    Batch(count: count, tensors.merging([name: tensor]) { $1 })
  }

  /// The examples in `range`, which share this batch's memory.
  ///
  /// - Throws: `TorchError` when there are fewer.
  public func examples(_ range: Range<Int>) throws -> Batch {
    Batch(count: range.count, try tensors.mapValues { try $0.narrowed(0, to: range) })
  }

  /// The same batch on `device`; this one itself where it is there.
  func moved(to device: Device) throws -> Batch {
    guard tensors.values.contains(where: { $0.device != device }) else { return self }
    return Batch(count: count, try tensors.mapValues { try $0.moved(to: device) })
  }

  /// The examples of several batches, one after the other.
  ///
  /// - Throws: `TrainingError` for batches with tensors of other names or shapes.
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
