package import Foundation
package import Torch

/// A data set whose batches several trainings request at once; it is asked for one at a time.
package struct SharedDataset: Dataset {
  private let base: any Dataset
  private let turn: NSLock

  /// - Parameter turn: the lock; data sets that may read from the same source share one.
  package init(_ base: any Dataset, turn: NSLock) { (self.base, self.turn) = (base, turn) }

  package var count: Int { base.count }

  package func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder {
    try turn.withLock { try base.order(batchSize: batchSize, seed: seed, for: mode) }
  }

  package func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    try turn.withLock { try base.batch(indices) }
  }

  package func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    try turn.withLock { try base.batch(indices, at: step, seed: seed) }
  }
}
