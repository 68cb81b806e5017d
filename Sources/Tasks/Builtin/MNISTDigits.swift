internal import DataFiles
internal import Torch
internal import Training

/// Handwritten digits of MNIST, 28×28 pixels each.
package struct MNISTDigits: Sendable {
  /// The pixels, row by row, from 0 to 255 for full white.
  package let pixels: [UInt8]
  /// What each digit is, 0 to 9.
  package let labels: [UInt8]

  /// The height and the width.
  package static let side = 28

  /// The number of digits.
  package var count: Int { labels.count }

  /// Digits of these pixels.
  ///
  /// - Precondition: 28·28 pixels for each label.
  package init(pixels: [UInt8], labels: [UInt8]) {
    precondition(
      pixels.count == labels.count * Self.side * Self.side,
      "\(pixels.count) pixels for \(labels.count) digits")
    (self.pixels, self.labels) = (pixels, labels)
  }

  /// The 60,000 training digits.
  static func training(_ source: DataSource) async throws -> MNISTDigits {
    try await MNISTDigits(
      MNISTFiles.trainingImages, MNISTFiles.trainingLabels, count: 60_000, source)
  }

  /// The 10,000 test digits.
  static func test(_ source: DataSource) async throws -> MNISTDigits {
    try await MNISTDigits(MNISTFiles.testImages, MNISTFiles.testLabels, count: 10_000, source)
  }

  private init(
    _ images: RemoteFile, _ labels: RemoteFile, count: Int, _ source: DataSource
  ) async throws {
    let pixels = try IDXFile(
      try await source.cache.contents(of: images, progress: source.progress), file: images.path)
    let digits = try IDXFile(
      try await source.cache.contents(of: labels, progress: source.progress), file: labels.path)
    guard pixels.shape == [count, Self.side, Self.side], digits.shape == [count] else {
      throw TrainingError(
        "\(images.path) must hold \([count, Self.side, Self.side]) pixels and its labels \([count]); "
          + "received \(pixels.shape) and \(digits.shape)")
    }
    self.init(pixels: try pixels.bytes(), labels: try digits.bytes())
  }

  /// The digits as a data set, standardized with the mean and the standard deviation of the training
  /// digits.
  var dataset: TensorDataset {
    get throws {
      let (mean, deviation) = (0.1307, 0.3081)
      return TensorDataset(
        inputs: try pixels.withUnsafeBytes {
          try Tensor(bytes: $0, shape: [count, 1, Self.side, Self.side], type: .uint8)
        },
        targets: try Tensor(labels.map(Int64.init), shape: [count]),
        scale: 1 / (255 * deviation), offset: -mean / deviation)
    }
  }
}
