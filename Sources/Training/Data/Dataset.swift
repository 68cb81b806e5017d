public import Torch

/// A known number of examples that can be asked for in any order.
///
/// They are shuffled in every epoch unless the data says otherwise: ``inOrder()``, ``inLanes()``,
/// ``bucketed(by:tokens:)``.
public protocol Dataset: TrainingData {
  /// The number of examples.
  var count: Int { get }
}

extension Dataset {
  /// Shuffled for training, and one after the other for evaluation.
  public func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder {
    switch mode {
    case .training: ShuffledOrder(count: count, batchSize: batchSize, seed: seed)
    case .evaluation: SequentialOrder(count: count, batchSize: batchSize)
    }
  }
}
