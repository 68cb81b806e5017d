public import Torch

/// Examples that can be asked for in any order.
public protocol Dataset {
  /// The number of examples.
  var count: Int { get }
  /// The examples at `indices`, ready for a model.
  func batch(_ indices: ArraySlice<Int64>) throws -> Batch
}

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
      preconditionFailure("a batch has \(tensors.keys.sorted()); received '\(name)'")
    }
    return tensor
  }

  /// What most models look at.
  public var input: Tensor { self["input"] }
  /// What most models are to say.
  public var target: Tensor { self["target"] }
}
