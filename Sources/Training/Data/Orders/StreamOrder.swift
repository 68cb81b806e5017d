/// The examples of a stream, one batch after the other, without an end: step t takes examples
/// `t·batchSize ..< (t + 1)·batchSize`.
public struct StreamOrder: BatchOrder {
  /// Examples per step.
  public let batchSize: Int

  /// - Precondition: a positive batch size.
  public init(batchSize: Int) {
    precondition(batchSize > 0, "batchSize must be positive; received \(batchSize)")
    self.batchSize = batchSize
  }

  /// None: a stream has no epochs.
  public var stepsPerEpoch: Int? { nil }

  /// The next ``batchSize`` examples.
  public func indices(at step: Int) -> ArraySlice<Int64> {
    precondition(step >= 0, "step must not be negative; received \(step)")
    return Array(Int64(step * batchSize)..<Int64((step + 1) * batchSize))[...]
  }

  /// `streamed`.
  public var description: String { "streamed" }
}
