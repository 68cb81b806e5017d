/// A place in the data: so many whole epochs, and so many examples of the next.
public struct DataPlace: Codable, Hashable, Sendable {
  /// The number of epochs before it.
  public var epoch: Int
  /// The number of examples of its epoch before it.
  public var example: Int

  /// The place behind `example` examples of an epoch.
  public init(epoch: Int, example: Int) { (self.epoch, self.example) = (epoch, example) }
}

/// The examples of a batch, by their places in an epoch.
public struct DataExtent: Hashable, Sendable {
  /// The epoch, from zero.
  public var epoch: Int
  /// Which of its examples, in the epoch's order.
  public var examples: Range<Int>

  /// Some examples of an epoch.
  public init(epoch: Int, examples: Range<Int>) { (self.epoch, self.examples) = (epoch, examples) }

  /// The place behind them.
  public var end: DataPlace { DataPlace(epoch: epoch, example: examples.upperBound) }
}

/// An order that can deal out batches of any size from any place, so that a plan may schedule the batch
/// size: ``ScheduledOrder``.
public protocol ResizableOrder: BatchOrder {
  /// Where `step` begins when every batch has ``BatchOrder/batchSize`` examples.
  func place(before step: Int) -> DataPlace

  /// The next batch of `size` examples, from `place` on; all of an epoch where it has fewer.
  func extent(of size: Int, from place: DataPlace) -> DataExtent

  /// The examples of a batch.
  mutating func indices(of extent: DataExtent) -> ArraySlice<Int64>
}

extension ResizableOrder {
  /// The examples of `step`, of the batch size that the order was made for.
  public mutating func indices(at step: Int) -> ArraySlice<Int64> {
    indices(of: extent(of: batchSize, from: place(before: step)))
  }
}
