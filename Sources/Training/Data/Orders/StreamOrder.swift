/// The examples of a stream in consecutive batches, without an end: step t uses the examples
/// `t·batchSize ..< (t + 1)·batchSize`.
public struct StreamOrder: ResizableOrder {
  /// The number of examples in a step.
  public let batchSize: Int

  /// - Precondition: a positive batch size.
  public init(batchSize: Int) {
    precondition(batchSize > 0, "batchSize must be positive; received \(batchSize)")
    self.batchSize = batchSize
  }

  /// Nil: a stream has no epochs.
  public var stepsPerEpoch: Int? { nil }

  /// The position after the previous batches.
  public func position(before step: Int) -> DataPosition {
    precondition(step >= 0, "step must not be negative; received \(step)")
    return DataPosition(epoch: 0, example: step * batchSize)
  }

  /// The next `size` examples.
  public func extent(of size: Int, from position: DataPosition) -> DataExtent {
    DataExtent(epoch: 0, examples: position.example..<position.example + size)
  }

  /// The examples of `step`.
  public func indices(at step: Int) -> ArraySlice<Int64> {
    indices(of: extent(of: batchSize, from: position(before: step)))
  }

  /// The examples in `extent`.
  public func indices(of extent: DataExtent) -> ArraySlice<Int64> {
    Array(Int64(extent.examples.lowerBound)..<Int64(extent.examples.upperBound))[...]
  }

  /// `streamed`.
  public var description: String { "streamed" }
}
