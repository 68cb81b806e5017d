public import Torch

/// Training data: indexed examples, and the order in which steps use them.
///
/// Finite data is a ``Dataset``, shuffled by default; a ``DataStream`` is endless. One thread at a
/// time requests batches, but not always the same thread: the next batch is made on another thread
/// during a step, if that saves time.
public protocol TrainingData {
  /// The order in which steps use the examples.
  ///
  /// - Parameter mode: training, or evaluation, in which an epoch contains each example once and
  ///   the seed has no effect.
  /// - Throws: an error if the data does not support such batches.
  func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder

  /// The batch of the examples at `indices`; the same indices give the same numbers.
  func batch(_ indices: ArraySlice<Int64>) throws -> Batch

  /// The batch of the examples at `indices` for `step`, such as transformed ones.
  ///
  /// A pure function of its arguments, so that a step can be repeated.
  func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch
}

extension TrainingData {
  /// The number of examples; nil for a stream.
  public var exampleCount: Int? { (self as? any Dataset)?.count }

  /// The examples without changes.
  public func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    try batch(indices)
  }
}
