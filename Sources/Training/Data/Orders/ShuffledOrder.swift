/// A new random order in each epoch, in full batches.
///
/// Epoch e is a permutation of all examples, drawn from (seed, e) by the Fisher–Yates shuffle; each
/// step uses the next `batchSize` examples of it. The remaining examples at the end of an epoch,
/// fewer than a batch, are not used in it, so every batch is full.
public struct ShuffledOrder: ResizableOrder {
  /// The number of examples.
  public let count: Int
  /// The number of examples in a step: the requested batch size, at most ``count``.
  public let batchSize: Int
  private let seed: UInt64
  private var epoch = -1
  private var permutation: [Int64] = []

  /// - Precondition: at least one example; a positive batch size.
  public init(count: Int, batchSize: Int, seed: UInt64) {
    self.batchSize = checkedBatchSize(batchSize, of: count)
    (self.count, self.seed) = (count, seed)
  }

  /// ⌊count/batchSize⌋, at least 1.
  public var stepsPerEpoch: Int? { count / batchSize }

  /// The position after the previous full batches.
  public func position(before step: Int) -> DataPosition {
    let (epoch, position) = epochAndPosition(of: step, stepsPerEpoch: count / batchSize)
    return DataPosition(epoch: epoch, example: position * batchSize)
  }

  /// The next `size` examples of the epoch, or the first ones of the next epoch if fewer remain.
  public func extent(of size: Int, from position: DataPosition) -> DataExtent {
    let size = min(size, count)
    let fits = position.example + size <= count
    let start = fits ? position.example : 0
    return DataExtent(
      epoch: fits ? position.epoch : position.epoch + 1, examples: start..<start + size)
  }

  /// The examples at these positions of the epoch's permutation.
  public mutating func indices(of extent: DataExtent) -> ArraySlice<Int64> {
    if extent.epoch != epoch {
      var generator = SeededGenerator(seed: seed, purpose: .order(epoch: extent.epoch))
      permutation = Array(0..<Int64(count))
      generator.shuffle(&permutation)
      epoch = extent.epoch
    }
    return permutation[extent.examples]
  }

  /// `shuffled`.
  public var description: String { "shuffled" }
}
