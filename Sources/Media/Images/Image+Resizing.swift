extension Image {
  /// The picture stretched or shrunk to another size by a triangle filter.
  ///
  /// ```
  /// out(x) = Σ in(i) · w(i) / Σ w(i),  w(i) = max(0, 1 − |i + ½ − (x + ½) · s| / max(s, 1))
  /// ```
  ///
  /// along the rows and then along the columns, where `s` is the old length divided by the new one.
  /// Enlarging is bilinear interpolation; shrinking widens the triangle in proportion, so that every
  /// pixel counts and fine patterns do not alias. Sums are rounded once, at the end. The ratio of the
  /// sides is not kept.
  ///
  /// Source: Pillow's `Image.resize(…, BILINEAR)`, which also rounds between the two passes and so
  /// differs by 1 at most.
  ///
  /// - Precondition: both sizes are positive.
  package func resized(height newHeight: Int, width newWidth: Int) -> Image {
    precondition(
      newHeight > 0 && newWidth > 0,
      "a picture must have a pixel at least; received \(newHeight) × \(newWidth)")
    if newHeight == height && newWidth == width { return self }
    let across = TriangleFilter(from: width, to: newWidth)
    let down = TriangleFilter(from: height, to: newHeight)
    var rows = [Float](repeating: 0, count: channels * height * newWidth)
    for row in 0..<channels * height {
      for x in 0..<newWidth {
        var sum: Float = 0
        let start = row * width + across.starts[x]
        for (offset, weight) in across.weights[x].enumerated() {
          sum += weight * Float(pixels[start + offset])
        }
        rows[row * newWidth + x] = sum
      }
    }
    var result: [UInt8] = []
    result.reserveCapacity(channels * newHeight * newWidth)
    for channel in 0..<channels {
      for y in 0..<newHeight {
        let start = channel * height + down.starts[y]
        for x in 0..<newWidth {
          var sum: Float = 0.5
          for (offset, weight) in down.weights[y].enumerated() {
            sum += weight * rows[(start + offset) * newWidth + x]
          }
          result.append(UInt8(min(max(sum, 0), 255)))
        }
      }
    }
    return Image(channels: channels, height: newHeight, width: newWidth, pixels: result)
  }
}

/// For each new position the old positions that count and their weights, of sum 1.
private struct TriangleFilter {
  private(set) var starts: [Int] = []
  private(set) var weights: [[Float]] = []

  init(from old: Int, to new: Int) {
    let scale = Double(old) / Double(new)
    let reach = max(scale, 1)
    for position in 0..<new {
      let center = (Double(position) + 0.5) * scale
      let first = max(Int(center - reach + 0.5), 0)
      let end = min(Int(center + reach + 0.5), old)
      let raw = (first..<end).map { max(0, 1 - abs(Double($0) + 0.5 - center) / reach) }
      let sum = raw.reduce(0, +)
      starts.append(first)
      weights.append(raw.map { Float($0 / sum) })
    }
  }
}
