public import Torch

/// A sequence of examples of unknown length: step t uses the examples from `t·batchSize` on.
///
/// A stream has no epochs, so the length of a training on it is given in steps. Data with random
/// access, such as a simulator, needs only ``TrainingData/batch(_:)``; data that can only be read
/// from the beginning is an ``ExampleStream``.
public protocol DataStream: TrainingData {}

extension DataStream {
  /// Consecutive batches.
  public func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder {
    StreamOrder(batchSize: batchSize)
  }
}
