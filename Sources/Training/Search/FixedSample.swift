/// Some examples of a data set, always the same ones, on which trials are compared.
///
/// The loss on fixed examples tells two rates apart with far fewer of them than the losses of
/// changing batches, whose differences are mostly those between the batches.
package struct FixedSample: Dataset {
  /// The maximum number of examples.
  package static let limit = 256

  private let data: any Dataset
  private let chosen: [Int64]

  /// The number of examples: all, or 256 that `seed` draws.
  package var count: Int { chosen.count }

  package init(of data: any Dataset, seed: UInt64) {
    self.data = data
    guard data.count > Self.limit else {
      chosen = (0..<Int64(data.count)).map { $0 }
      return
    }
    var generator = SeededGenerator(seed: seed, purpose: .split)
    var drawn: Set<Int64> = []
    while drawn.count < Self.limit {
      drawn.insert(Int64(generator.next() % UInt64(data.count)))
    }
    chosen = drawn.sorted()
  }

  /// The batch of the sample's examples at `indices`.
  package func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    try data.batch(ArraySlice(indices.map { chosen[Int($0)] }))
  }
}
