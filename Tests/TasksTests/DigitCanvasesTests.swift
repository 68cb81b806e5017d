import Tasks
import Testing
import Torch
import Training

/// Pictures of digits over clutter, with the class of each pixel.
@Suite struct DigitCanvasesTests {
  /// Ten digits: full squares of 28×28 whose brightness tells them from each other.
  static let squares = MNISTDigits(
    pixels: (0..<10).flatMap { [UInt8](repeating: UInt8(100 + 10 * $0), count: 28 * 28) },
    labels: (0..<10).map { UInt8($0) })

  private func canvases(_ indices: [Int64], seed: UInt64 = 1) throws -> Batch {
    try DigitCanvases(1000, of: Self.squares, seed: seed).batch(indices[...])
  }

  @Test func `a canvas is a function of the seed and its index`() throws {
    let one = try canvases([3, 7])
    let again = try canvases([7, 5, 3])
    #expect(try one.input[0].isEqual(to: again.input[2]))
    #expect(try one.target[1].isEqual(to: again.target[0]))
    #expect(try !one.input[0].isEqual(to: one.input[1]))
    #expect(try !one.input[0].isEqual(to: canvases([3], seed: 2).input[0]))
  }

  @Test func `each canvas has one to three whole digits over clutter`() throws {
    let batch = try canvases((0..<60).map { $0 })
    #expect(batch.input.shape == [60, 1, 64, 64] && batch.target.shape == [60, 64, 64])
    let (pixels, classes) = (
      try batch.input.numbers, try batch.target.scalars(as: Int64.self)
    )
    var counts: Set<Int> = []
    var hasClutter = false
    for canvas in 0..<60 {
      let part = canvas * 4096..<(canvas + 1) * 4096
      let inDigits = classes[part].count { $0 > 0 }
      #expect(inDigits % 784 == 0)
      counts.insert(inDigits / 784)
      hasClutter = hasClutter || part.contains { classes[$0] == 0 && pixels[$0] > 0 }
      for place in part where classes[place] > 0 {
        // A fragment beneath a digit may be brighter.
        #expect(pixels[place] >= Float(90 + 10 * classes[place]) / 255 - 1e-6)
      }
    }
    #expect(counts == [1, 2, 3])
    #expect(hasClutter)
  }
}
