public import Torch

/// What a model can be trained on: examples by number, and which of them each step sees.
///
/// A finite set is a ``Dataset``, whose order is shuffled unless it says otherwise; a ``DataStream`` has no
/// count and no end. One thread at a time asks for batches, not always the same one: the next batch is made
/// on another thread while a step runs, where that saves time.
public protocol TrainingData {
  /// Which examples each step sees.
  ///
  /// - Parameter mode: training, or evaluation, in which an epoch is every example once and the seed
  ///   decides nothing.
  /// - Throws: an error in one sentence when the data cannot be dealt out so.
  func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder

  /// The examples at `indices`, ready for a model; the same ones give the same numbers.
  func batch(_ indices: ArraySlice<Int64>) throws -> Batch

  /// The examples at `indices` as `step` is to see them: transformed, say.
  ///
  /// A pure function of its arguments, so that a step can be made again.
  func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch
}

extension TrainingData {
  /// The number of examples; nil for a stream.
  public var exampleCount: Int? { (self as? any Dataset)?.count }

  /// The examples as they are.
  public func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    try batch(indices)
  }
}
