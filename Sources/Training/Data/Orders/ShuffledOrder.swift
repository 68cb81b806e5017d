/// Every epoch in an order of its own, in full batches.
///
/// Epoch e is a fresh permutation of all examples, drawn from (seed, e) by Fisher and Yates'
/// shuffle; step t of an epoch takes the next `batchSize` of it. What is left over at the end of an
/// epoch, fewer than a batch, waits for another epoch, so that every step sees a full batch.
public struct ShuffledOrder: ResizableOrder {
  /// The number of examples.
  public let count: Int
  /// Examples per step: the batch size asked for, at most ``count``.
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

  /// Behind the full batches before.
  public func place(before step: Int) -> DataPlace {
    let (epoch, place) = epochAndPlace(of: step, stepsPerEpoch: count / batchSize)
    return DataPlace(epoch: epoch, example: place * batchSize)
  }

  /// The next examples of the epoch, or the first ones of the next where fewer than `size` are left.
  public func extent(of size: Int, from place: DataPlace) -> DataExtent {
    let size = min(size, count)
    let fits = place.example + size <= count
    let start = fits ? place.example : 0
    return DataExtent(epoch: fits ? place.epoch : place.epoch + 1, examples: start..<start + size)
  }

  /// These places of the epoch's permutation.
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
