import Foundation
import Testing
import Torch
import Training

/// A data set that notices when it is asked for two batches at once.
private final class Watched: Dataset, @unchecked Sendable {
  private let lock = NSLock()
  private var isBusy = false
  private(set) var overlaps = 0
  let count = 64

  func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    if lock.withLock({ isBusy }) { lock.withLock { overlaps += 1 } }
    lock.withLock { isBusy = true }
    usleep(200)
    lock.withLock { isBusy = false }
    return Batch(
      count: indices.count, ["input": try Tensor(Array(indices), shape: [indices.count])])
  }

  func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    try batch(ArraySlice(indices.map { $0 + Int64(step) }))
  }
}

@Suite struct SharedDatasetTests {
  @Test func `data that several trainings share is asked for one batch at a time`() throws {
    let watched = Watched()
    let turn = NSLock()
    let shared = [SharedDataset(watched, turn: turn), SharedDataset(watched, turn: turn)]
    nonisolated(unsafe) let both = shared
    DispatchQueue.concurrentPerform(iterations: 4) { index in
      for step in 0..<25 { _ = try? both[index % 2].batch([1, 2], at: step, seed: 0) }
    }
    #expect(watched.overlaps == 0)
  }

  @Test func `order and transforms are those of the data`() throws {
    let shared = SharedDataset(Watched(), turn: NSLock())
    #expect(shared.count == 64)
    #expect(try shared.batch([3, 5], at: 10, seed: 0).input.scalars(as: Int64.self) == [13, 15])
    #expect(try shared.batch([3, 5]).input.scalars(as: Int64.self) == [3, 5])
    var (ours, theirs) = (
      try shared.order(batchSize: 8, seed: 3, for: .training),
      try Watched().order(batchSize: 8, seed: 3, for: .training)
    )
    #expect(ours.stepsPerEpoch == 8 && ours.indices(at: 5) == theirs.indices(at: 5))
  }
}
