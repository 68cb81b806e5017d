package import Records
internal import Torch
internal import Training

/// Canvases with the boxes of what was found, red, and what is there, green.
package struct BoxSamples {
  /// The pictures.
  package let all: [ReportDetails.Sample]

  private static let count = 8
  private static let (scale, least) = (3, Float(0.5))

  /// The first canvases of `data`.
  ///
  /// - Throws: `TorchError` when out of memory.
  init(of model: any Model, on data: BoxedCanvases) throws {
    guard let detector = model as? CellDetector else {
      preconditionFailure("the model must detect; received \(type(of: model))")
    }
    let batch = try data.batch((0..<Int64(min(Self.count, data.count))).map { $0 }[...])
      .moved(to: model.device)
    let found = try Engine.withoutGradients {
      let output = try detector.outcome(of: batch, for: .evaluation).outputs["output"]
      return try output.map { try detector.objects(of: $0) } ?? []
    }
    let pixels = try batch.input.scalars(as: Float.self)
    let side = DigitCanvas.side
    all = found.enumerated().map { index, found in
      let sure = found.filter { $0.score >= Self.least }
      var picture = Picture(
        Array(pixels[index * side * side..<(index + 1) * side * side]), side: side,
        scale: Self.scale)
      for object in data.objects(Int64(index)) { picture.draw(object.box, (0.2, 0.8, 0.3)) }
      for object in sure { picture.draw(object.box, (0.9, 0.2, 0.2)) }
      let names = sure.sorted { $0.box.left < $1.box.left }.map { "\($0.label)" }
      return ReportDetails.Sample(
        names.isEmpty
          ? "nothing found" : "found from left to right: \(names.joined(separator: ", "))",
        picture: BMP.file(
          picture.values, channels: 3, height: side * Self.scale, width: side * Self.scale,
          limit: 256))
    }
  }

  /// A gray picture, enlarged, on which colored boxes are drawn.
  private struct Picture {
    var values: [Float]
    private let (side, scale): (Int, Int)

    init(_ pixels: [Float], side: Int, scale: Int) {
      (self.side, self.scale) = (side * scale, scale)
      let plane = (0..<side * scale).flatMap { row in
        (0..<side * scale).map { pixels[row / scale * side + $0 / scale] }
      }
      values = plane + plane + plane
    }

    mutating func draw(_ box: Box, _ color: (Float, Float, Float)) {
      func place(_ edge: Float) -> Int {
        let pixel = edge.isNaN ? 0 : edge * Float(scale)
        return Int(min(Float(side - 1), max(0, pixel)))
      }
      let (left, right) = (place(box.left), place(box.right))
      let (top, bottom) = (place(box.top), place(box.bottom))
      for column in min(left, right)...max(left, right) {
        for row in [top, bottom] { set(row, column, color) }
      }
      for row in min(top, bottom)...max(top, bottom) {
        for column in [left, right] { set(row, column, color) }
      }
    }

    private mutating func set(_ row: Int, _ column: Int, _ color: (Float, Float, Float)) {
      for (channel, value) in [color.0, color.1, color.2].enumerated() {
        values[(channel * side + row) * side + column] = value
      }
    }
  }
}
