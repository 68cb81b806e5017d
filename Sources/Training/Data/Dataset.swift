public import Torch

/// A known number of examples with random access.
///
/// They are shuffled in every epoch unless the data set has another order: ``inOrder()``,
/// ``contiguous()``, ``bucketed(by:tokens:)``.
public protocol Dataset: TrainingData {
  /// The number of examples.
  var count: Int { get }
}

extension Dataset {
  /// Shuffled for training, sequential for evaluation.
  public func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder {
    switch mode {
    case .training: ShuffledOrder(count: count, batchSize: batchSize, seed: seed)
    case .evaluation: SequentialOrder(count: count, batchSize: batchSize)
    }
  }
}
