internal import Torch
package import Training

/// A number of canvases, each drawn anew from its index whenever it is asked for.
package struct DigitCanvases: Dataset {
  /// The number of canvases.
  package let count: Int
  private let digits: MNISTDigits
  private let seed: UInt64

  /// `count` canvases of `digits`; other seeds give others.
  package init(_ count: Int, of digits: MNISTDigits, seed: UInt64) {
    (self.count, self.digits, self.seed) = (count, digits, seed)
  }

  /// The canvas at `index`.
  func canvas(_ index: Int64) -> DigitCanvas {
    var generator = SeededGenerator(seed: seed, purpose: .example(index))
    return DigitCanvas(of: digits, using: &generator)
  }

  /// The canvases at `indices`: `input`, n×1×64×64 in 0 … 1, and `target`, the class of each pixel,
  /// n×64×64.
  package func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    let side = DigitCanvas.side
    var (pixels, classes) = ([UInt8](), [Int64]())
    pixels.reserveCapacity(indices.count * side * side)
    classes.reserveCapacity(indices.count * side * side)
    for index in indices {
      let canvas = canvas(index)
      pixels += canvas.pixels
      classes += canvas.classes.lazy.map(Int64.init)
    }
    let input = try pixels.withUnsafeBytes {
      try Tensor(bytes: $0, shape: [indices.count, 1, side, side], type: .uint8)
    }
    return Batch(
      count: indices.count,
      [
        "input": try input.converted(to: .float32, on: .cpu) * (1 / 255),
        "target": try Tensor(classes, shape: [indices.count, side, side]),
      ])
  }
}

extension DigitCanvases {
  /// What a list says of the canvases.
  static let source =
    "canvases of 64×64 with 1 to 3 digits of MNIST over clutter, from ANNEAL_DATA or downloaded "
    + "(11 MB); 500 of the test digits held out"

  /// `count` canvases of the training digits, which depend on `seed`, and 500 of the test digits, which do
  /// not.
  static func parts(
    _ count: Int, seed: UInt64, from source: DataSource
  ) async throws -> (training: DigitCanvases, validation: DigitCanvases) {
    (
      DigitCanvases(count, of: try await .training(source), seed: seed &+ 1),
      DigitCanvases(500, of: try await .test(source), seed: 0)
    )
  }
}
