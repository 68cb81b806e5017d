/// A position in the data: a number of complete epochs and of examples in the next one.
public struct DataPosition: Codable, Hashable, Sendable {
  /// The number of epochs before this position.
  public var epoch: Int
  /// The number of examples of the current epoch before this position.
  public var example: Int

  /// Creates the position after `example` examples of `epoch`.
  public init(epoch: Int, example: Int) { (self.epoch, self.example) = (epoch, example) }
}

/// The examples of a batch, by their positions in an epoch.
public struct DataExtent: Hashable, Sendable {
  /// The epoch, from zero.
  public var epoch: Int
  /// The positions of the examples in the epoch's order.
  public var examples: Range<Int>

  /// Creates the range `examples` of `epoch`.
  public init(epoch: Int, examples: Range<Int>) { (self.epoch, self.examples) = (epoch, examples) }

  /// The position after these examples.
  public var end: DataPosition { DataPosition(epoch: epoch, example: examples.upperBound) }
}

/// An order with batches of any size at any position, so that a plan can schedule the batch size:
/// ``ScheduledOrder``.
public protocol ResizableOrder: BatchOrder {
  /// The position at which `step` begins if every batch has ``BatchOrder/batchSize`` examples.
  func position(before step: Int) -> DataPosition

  /// The next batch of `size` examples from `place` on; a whole epoch if it has fewer.
  func extent(of size: Int, from position: DataPosition) -> DataExtent

  /// The examples of a batch.
  mutating func indices(of extent: DataExtent) -> ArraySlice<Int64>
}

extension ResizableOrder {
  /// The examples of `step`, for batches of the fixed size.
  public mutating func indices(at step: Int) -> ArraySlice<Int64> {
    indices(of: extent(of: batchSize, from: position(before: step)))
  }
}
