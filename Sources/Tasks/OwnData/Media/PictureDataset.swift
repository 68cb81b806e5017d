internal import Media
internal import Models
internal import Torch
package import Training

/// Pictures with classes: a batch standardizes each channel, and in training changes each picture
/// at random.
package struct PictureDataset: Dataset {
  private let source: any PictureSource
  private let indices: [Int]
  private let labels: [Int64]
  private let record: ImagesRecord
  private let augmentation: Augmentation

  /// The pictures at `indices` of `source`, with a label each.
  init(
    _ source: any PictureSource, at indices: [Int], labels: [Int64], _ record: ImagesRecord,
    augmentation: Augmentation = .none
  ) {
    (self.source, self.indices, self.labels) = (source, indices, labels)
    (self.record, self.augmentation) = (record, augmentation)
  }

  /// The number of pictures.
  package var count: Int { indices.count }

  /// The pictures as they are.
  package func batch(_ chosen: ArraySlice<Int64>) throws -> Batch {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(chosen.count * record.size.byteCount)
    for index in chosen { bytes.append(contentsOf: source.pixels(of: indices[Int(index)])) }
    let pixels = try Tensor(bytes, shape: shape(chosen.count)).converted(to: .float32, on: .cpu)
    return try batch(standardized(pixels * (1 / 255.0)), chosen)
  }

  /// The pictures as they are trained on in `step`.
  package func batch(_ chosen: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    guard !augmentation.isNone else { return try batch(chosen) }
    let size = record.size
    var all: [Float] = []
    all.reserveCapacity(chosen.count * size.byteCount)
    for index in chosen {
      var pixels = source.pixels(of: indices[Int(index)]).map { Float($0) / 255 }
      var generator = ExampleGenerator(
        seed: Int(truncatingIfNeeded: seed), step: step, example: Int(index))
      augmentation.apply(
        to: &pixels, channels: size.channels, height: size.height, width: size.width,
        generator: &generator)
      all.append(contentsOf: pixels)
    }
    return try batch(standardized(Tensor(all, shape: shape(chosen.count))), chosen)
  }

  private func shape(_ count: Int) -> [Int] {
    [count, record.size.channels, record.size.height, record.size.width]
  }

  private func standardized(_ pixels: Tensor) throws -> Tensor {
    func row(_ values: [Double]) throws -> Tensor {
      try Tensor(values.map(Float.init), shape: [1, values.count, 1, 1])
    }
    return try (pixels - row(record.means)) / row(record.deviations)
  }

  private func batch(_ input: Tensor, _ chosen: ArraySlice<Int64>) throws -> Batch {
    let target = try Tensor(chosen.map { labels[Int($0)] }, shape: [chosen.count])
    return Batch(count: chosen.count, ["input": input, "target": target])
  }
}

extension ImagesRecord {
  /// The record of the pictures at `indices`, with the statistics of up to 5,000 of them.
  init(path: String, _ source: any PictureSource, at indices: [Int]) {
    let size = source.size
    let plane = size.height * size.width
    var sums = [Double](repeating: 0, count: size.channels)
    var squares = sums
    let count = min(indices.count, 5_000)
    for sample in 0..<count {
      let pixels = source.pixels(of: indices[sample * indices.count / count])
      for channel in 0..<size.channels {
        for value in pixels[channel * plane..<(channel + 1) * plane] {
          let level = Double(value) / 255
          sums[channel] += level
          squares[channel] += level * level
        }
      }
    }
    let total = Double(max(1, count * plane))
    let means = sums.map { $0 / total }
    // A channel without variation is left as it is.
    let deviations = zip(squares, means).map { square, mean in
      let variance = square / total - mean * mean
      return variance > 1e-8 ? variance.squareRoot() : 1
    }
    self.init(path: path, size: size, means: means, deviations: deviations)
  }
}
