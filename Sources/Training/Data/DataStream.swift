public import Torch

/// Examples without a known number, one after the other: step t sees those at `t·batchSize` and on.
///
/// A stream has no epochs, so the length of a training on one is in steps. What can make any of its
/// examples, such as a simulator, is a stream by its ``TrainingData/batch(_:)`` alone; what can only be
/// read from its beginning is an ``ExampleStream``.
public protocol DataStream: TrainingData {}

extension DataStream {
  /// One batch after the other.
  public func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder {
    StreamOrder(batchSize: batchSize)
  }
}
