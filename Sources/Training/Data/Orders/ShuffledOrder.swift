/// Every epoch in an order of its own, in full batches.
///
/// Epoch e is a fresh permutation of all examples, drawn from (seed, e) by Fisher and Yates'
/// shuffle; step t of an epoch takes the next `batchSize` of it. What is left over at the end of an
/// epoch, fewer than a batch, waits for another epoch, so that every step sees a full batch.
public struct ShuffledOrder: BatchOrder {
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

  /// The next ``batchSize`` examples of the epoch's permutation.
  public mutating func indices(at step: Int) -> ArraySlice<Int64> {
    let (epoch, place) = place(of: step, stepsPerEpoch: count / batchSize)
    if epoch != self.epoch {
      var generator = SeededGenerator(seed: seed, purpose: .order(epoch: epoch))
      permutation = Array(0..<Int64(count))
      generator.shuffle(&permutation)
      self.epoch = epoch
    }
    return permutation[place * batchSize..<(place + 1) * batchSize]
  }

  /// `shuffled`.
  public var description: String { "shuffled" }
}
