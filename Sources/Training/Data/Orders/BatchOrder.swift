/// Which examples each step trains on: a pure function of the seed and the step.
///
/// Epoch e is a fresh permutation of all examples, drawn from (seed, e) by Fisher and Yates'
/// shuffle; step t of an epoch takes the next `batchSize` of it. What is left over at the end of an
/// epoch, fewer than a batch, waits for another epoch, so that every step sees a full batch. Nothing
/// needs to be stored to go on at any step.
public struct BatchOrder: Sendable {
  /// The number of examples.
  public let count: Int
  /// Examples per step: the batch size asked for, at most ``count``.
  public let batchSize: Int
  private let seed: UInt64
  private var epoch = -1
  private var permutation: [Int64] = []

  /// - Precondition: at least one example; a positive batch size.
  public init(count: Int, batchSize: Int, seed: UInt64) {
    precondition(count > 0, "count must be positive; received \(count)")
    precondition(batchSize > 0, "batchSize must be positive; received \(batchSize)")
    (self.count, self.batchSize, self.seed) = (count, min(batchSize, count), seed)
  }

  /// ⌊count/batchSize⌋, at least 1.
  public var stepsPerEpoch: Int { count / batchSize }

  /// The examples of `step`, counted from zero.
  ///
  /// - Precondition: a step that is not negative.
  public mutating func indices(at step: Int) -> ArraySlice<Int64> {
    precondition(step >= 0, "step must not be negative; received \(step)")
    let (epoch, place) = step.quotientAndRemainder(dividingBy: stepsPerEpoch)
    if epoch != self.epoch {
      var generator = SeededGenerator(seed: seed, purpose: .order(epoch: epoch))
      permutation = Array(0..<Int64(count))
      generator.shuffle(&permutation)
      self.epoch = epoch
    }
    return permutation[place * batchSize..<(place + 1) * batchSize]
  }
}
