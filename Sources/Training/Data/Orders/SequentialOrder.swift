/// The examples from first to last in each epoch.
///
/// Step t of an epoch uses the examples `t·batchSize ..< (t + 1)·batchSize`; the last step uses the
/// remaining ones, so an epoch contains each example once.
public struct SequentialOrder: ResizableOrder {
  /// The number of examples.
  public let count: Int
  /// The number of examples in a step: the requested batch size, at most ``count``.
  public let batchSize: Int

  /// - Precondition: at least one example; a positive batch size.
  public init(count: Int, batchSize: Int) {
    self.batchSize = checkedBatchSize(batchSize, of: count)
    self.count = count
  }

  /// ⌈count/batchSize⌉.
  public var stepsPerEpoch: Int? { steps }

  private var steps: Int { (count + batchSize - 1) / batchSize }

  /// The position after the previous batches.
  public func position(before step: Int) -> DataPosition {
    let (epoch, position) = epochAndPosition(of: step, stepsPerEpoch: steps)
    return DataPosition(epoch: epoch, example: position * batchSize)
  }

  /// The next `size` examples of the epoch, or the remaining ones.
  public func extent(of size: Int, from position: DataPosition) -> DataExtent {
    let isNew = position.example >= count
    let start = isNew ? 0 : position.example
    return DataExtent(
      epoch: isNew ? position.epoch + 1 : position.epoch, examples: start..<min(start + size, count)
    )
  }

  /// The examples of `step`.
  public func indices(at step: Int) -> ArraySlice<Int64> {
    indices(of: extent(of: batchSize, from: position(before: step)))
  }

  /// The examples in `extent`.
  public func indices(of extent: DataExtent) -> ArraySlice<Int64> {
    Array(Int64(extent.examples.lowerBound)..<Int64(extent.examples.upperBound))[...]
  }

  /// `in order`.
  public var description: String { "in order" }
}
