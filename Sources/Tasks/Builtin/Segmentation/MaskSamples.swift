package import Records
internal import Torch
internal import Training

/// Canvases beside their true and predicted masks, as pictures in which each digit has its color.
package struct MaskSamples {
  /// The pictures.
  package let all: [ReportDetails.Sample]

  private static let count = 8
  /// Red, green and blue of each class; the background is black.
  private static let colors: [(Float, Float, Float)] = [
    (0, 0, 0), (0.90, 0.10, 0.29), (0.24, 0.71, 0.29), (1.00, 0.88, 0.10), (0.26, 0.39, 0.85),
    (0.96, 0.51, 0.19), (0.57, 0.12, 0.71), (0.27, 0.94, 0.94), (0.94, 0.20, 0.90),
    (0.75, 0.94, 0.27), (0.98, 0.75, 0.83),
  ]

  /// The first canvases of `data`.
  ///
  /// - Throws: `TorchError` when out of memory.
  init(of model: any Model, on data: DigitCanvases) throws {
    let batch = try data.batch((0..<Int64(min(Self.count, data.count))).map { $0 }[...])
      .moved(to: model.device)
    let outcome = try Engine.withoutGradients { try model.outcome(of: batch, for: .evaluation) }
    guard let logits = outcome.outputs["logits"] else {
      preconditionFailure("a model of masks must have logits")
    }
    let (pixels, truth, found) = (
      try batch.input.scalars(as: Float.self), try batch.target.scalars(as: Int64.self),
      try logits.argmax(along: 1).scalars(as: Int64.self)
    )
    let side = DigitCanvas.side
    all = (0..<batch.count).map { index in
      let part = index * side * side..<(index + 1) * side * side
      let (gray, own, other) = (Array(pixels[part]), Array(truth[part]), Array(found[part]))
      // Three squares beside each other, with a column between them.
      let width = 3 * side + 2
      var values = [Float](repeating: 1, count: 3 * side * width)
      for channel in 0..<3 {
        for row in 0..<side {
          for column in 0..<side {
            let place = row * side + column
            let start = (channel * side + row) * width + column
            values[start] = gray[place]
            values[start + side + 1] = Self.color(own[place], channel)
            values[start + 2 * (side + 1)] = Self.color(other[place], channel)
          }
        }
      }
      let hits = zip(own, other).count { $0 == $1 }
      return ReportDetails.Sample(
        "picture, true and predicted mask; \(hits * 100 / (side * side)) % of the pixels",
        picture: BMP.file(values, channels: 3, height: side, width: width, limit: 256))
    }
  }

  private static func color(_ label: Int64, _ channel: Int) -> Float {
    let color = colors[Int(label)]
    return [color.0, color.1, color.2][channel]
  }
}
