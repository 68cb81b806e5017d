internal import Media
internal import Models
internal import Torch
package import Training

/// Recordings with classes, as spectrograms; in training they are shifted and covered in part.
package struct SoundDataset: Dataset {
  private let store: SoundStore
  private let indices: [Int]
  private let labels: [Int64]
  private let augmentation: Augmentation

  /// The recordings at `indices` of `store`, with a label each.
  init(
    _ store: SoundStore, at indices: [Int], labels: [Int64], augmentation: Augmentation = .none
  ) {
    (self.store, self.indices, self.labels) = (store, indices, labels)
    self.augmentation = augmentation
  }

  /// The number of recordings.
  package var count: Int { indices.count }

  /// The spectrograms as they are.
  package func batch(_ chosen: ArraySlice<Int64>) throws -> Batch {
    try batch(chosen) { _, _ in }
  }

  /// The spectrograms as they are trained on in `step`.
  package func batch(_ chosen: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    let form = store.spectrogram
    return try batch(chosen) { index, values in
      guard !augmentation.isNone else { return }
      var generator = ExampleGenerator(
        seed: Int(truncatingIfNeeded: seed), step: step, example: Int(index))
      augmentation.apply(
        to: &values, channels: 1, height: form.bands, width: form.frames, generator: &generator)
    }
  }

  private func batch(
    _ chosen: ArraySlice<Int64>, changing: (Int64, inout [Float]) -> Void
  ) throws -> Batch {
    let form = store.spectrogram
    var all: [Float] = []
    all.reserveCapacity(chosen.count * form.bands * form.frames)
    for index in chosen {
      var values = Array(store.values(of: indices[Int(index)]).bindMemory(to: Float.self))
      changing(index, &values)
      all.append(contentsOf: values)
    }
    return Batch(
      count: chosen.count,
      [
        "input": try Tensor(all, shape: [chosen.count, 1, form.bands, form.frames]),
        "target": try Tensor(chosen.map { labels[Int($0)] }, shape: [chosen.count]),
      ])
  }
}
