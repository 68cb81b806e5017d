/// Epoch after epoch from the first example to the last.
///
/// Step t of an epoch takes examples `t·batchSize ..< (t + 1)·batchSize`; the last step of an epoch has
/// what is left, so that an epoch is every example once.
public struct SequentialOrder: BatchOrder {
  /// The number of examples.
  public let count: Int
  /// Examples per step: the batch size asked for, at most ``count``.
  public let batchSize: Int

  /// - Precondition: at least one example; a positive batch size.
  public init(count: Int, batchSize: Int) {
    self.batchSize = checkedBatchSize(batchSize, of: count)
    self.count = count
  }

  /// ⌈count/batchSize⌉.
  public var stepsPerEpoch: Int? { steps }

  private var steps: Int { (count + batchSize - 1) / batchSize }

  /// The next ``batchSize`` examples, or what is left of them.
  public func indices(at step: Int) -> ArraySlice<Int64> {
    let start = place(of: step, stepsPerEpoch: steps).place * batchSize
    return Array(Int64(start)..<Int64(min(start + batchSize, count)))[...]
  }

  /// `in order`.
  public var description: String { "in order" }
}
