public import Torch

/// A data set in another order than it has by itself.
public struct OrderedDataset<Base: Dataset>: Dataset {
  /// Makes the order.
  public typealias MakeOrder = (
    _ count: Int, _ batchSize: Int, _ seed: UInt64, _ mode: Mode
  ) throws -> any BatchOrder

  private let base: Base
  private let makeOrder: MakeOrder

  /// `base` in the order that `makeOrder` makes.
  public init(_ base: Base, order makeOrder: @escaping MakeOrder) {
    (self.base, self.makeOrder) = (base, makeOrder)
  }

  /// The number of examples.
  public var count: Int { base.count }

  /// The order that was given.
  public func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder {
    try makeOrder(count, batchSize, seed, mode)
  }

  /// The examples as the base has them.
  public func batch(_ indices: ArraySlice<Int64>) throws -> Batch { try base.batch(indices) }

  /// The examples as the base has them for `step`.
  public func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    try base.batch(indices, at: step, seed: seed)
  }
}

extension Dataset {
  /// Epoch after epoch from the first example to the last: ``SequentialOrder``.
  public func inOrder() -> OrderedDataset<Self> {
    OrderedDataset(self) { count, batchSize, _, _ in
      SequentialOrder(count: count, batchSize: batchSize)
    }
  }

  /// As one sequence cut into as many lanes as the batch has rows, for a ``RecurrentModel`` that carries its
  /// state from batch to batch: ``LaneOrder``.
  public func inLanes() -> OrderedDataset<Self> {
    OrderedDataset(self) { count, batchSize, _, _ in LaneOrder(count: count, batchSize: batchSize) }
  }

  /// Examples of like length together: ``BucketedOrder``.
  ///
  /// - Parameters:
  ///   - lengths: of every example, at least 1.
  ///   - tokens: the most of a batch, padding included, instead of a count of examples.
  /// - Precondition: as many lengths as examples.
  public func bucketed(by lengths: [Int], tokens: Int? = nil) -> OrderedDataset<Self> {
    precondition(lengths.count == count, "\(lengths.count) lengths for \(count) examples")
    return OrderedDataset(self) { _, batchSize, seed, mode in
      try BucketedOrder(
        lengths: lengths, batchSize: batchSize, tokens: tokens,
        seed: mode == .training ? seed : nil)
    }
  }
}
