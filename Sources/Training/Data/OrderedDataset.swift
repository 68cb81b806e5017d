public import Torch

/// A data set with a custom order of its examples.
public struct OrderedDataset<Base: Dataset>: Dataset {
  /// Makes the order.
  public typealias MakeOrder = (
    _ count: Int, _ batchSize: Int, _ seed: UInt64, _ mode: Mode
  ) throws -> any BatchOrder

  private let base: Base
  private let makeOrder: MakeOrder

  /// Creates `base` with the order that `makeOrder` returns.
  public init(_ base: Base, order makeOrder: @escaping MakeOrder) {
    (self.base, self.makeOrder) = (base, makeOrder)
  }

  /// The number of examples.
  public var count: Int { base.count }

  /// The custom order.
  public func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder {
    try makeOrder(count, batchSize, seed, mode)
  }

  /// The base's examples.
  public func batch(_ indices: ArraySlice<Int64>) throws -> Batch { try base.batch(indices) }

  /// The base's examples for `step`.
  public func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    try base.batch(indices, at: step, seed: seed)
  }
}

extension Dataset {
  /// The examples from first to last in each epoch: ``SequentialOrder``.
  public func inOrder() -> OrderedDataset<Self> {
    OrderedDataset(self) { count, batchSize, _, _ in
      SequentialOrder(count: count, batchSize: batchSize)
    }
  }

  /// The examples as one sequence, cut into one contiguous piece for each row of the batch, for a
  /// ``RecurrentModel`` that carries its hidden state from batch to batch: ``ContiguousOrder``.
  ///
  /// - Parameter evaluationRows: the largest number of pieces in an evaluation, which otherwise has
  ///   pieces so short that their hidden states know little.
  /// - Precondition: `evaluationRows` is positive.
  public func contiguous(evaluationRows: Int = .max) -> OrderedDataset<Self> {
    precondition(evaluationRows > 0, "evaluationRows must be positive; received \(evaluationRows)")
    return OrderedDataset(self) { count, batchSize, _, mode in
      ContiguousOrder(
        count: count, batchSize: mode == .evaluation ? min(batchSize, evaluationRows) : batchSize)
    }
  }

  /// Batches of examples of similar length: ``BucketedOrder``.
  ///
  /// - Parameters:
  ///   - lengths: the length of every example, at least 1.
  ///   - tokens: the maximum number of tokens in a batch, including padding, instead of a number of
  ///     examples.
  /// - Precondition: one length per example.
  public func bucketed(by lengths: [Int], tokens: Int? = nil) -> OrderedDataset<Self> {
    precondition(lengths.count == count, "\(lengths.count) lengths for \(count) examples")
    return OrderedDataset(self) { _, batchSize, seed, mode in
      try BucketedOrder(
        lengths: lengths, batchSize: batchSize, tokens: tokens,
        seed: mode == .training ? seed : nil)
    }
  }
}
