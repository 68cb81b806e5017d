extension Image {
  /// The picture stretched or shrunk to another size by a triangle filter.
  ///
  /// ```
  /// out(x) = Σ in(i) · w(i) / Σ w(i),  w(i) = max(0, 1 − |i + ½ − (x + ½) · s| / max(s, 1))
  /// ```
  ///
  /// along the rows and then along the columns, where `s` is the old length divided by the new one.
  /// Enlarging is bilinear interpolation; shrinking widens the triangle in proportion, so that
  /// every pixel counts and fine patterns do not alias. Sums are rounded once, at the end. The
  /// ratio of the sides is not kept.
  ///
  /// Source: Pillow's `Image.resize(…, BILINEAR)`, which also rounds between the two passes and so
  /// differs by 1 at most.
  ///
  /// - Precondition: both sizes are positive.
  package func resized(height newHeight: Int, width newWidth: Int) -> Image {
    resized(height: newHeight, width: newWidth, extent: (Double(height), Double(width)))
  }

  /// The picture in a common size, of shape and number of channels.
  package func fitted(to size: ImageSize) -> Image {
    fitted(to: size, extent: (Double(height), Double(width)))
  }

  /// The part from the upper left corner to `extent`, in pixels and fractions of them, in a common
  /// size.
  func fitted(to size: ImageSize, extent: (height: Double, width: Double)) -> Image {
    // Fewer channels are resized in less time.
    let image = channels > size.channels ? converted(toChannels: size.channels) : self
    return image.resized(height: size.height, width: size.width, extent: extent)
      .converted(toChannels: size.channels)
  }

  private func resized(
    height newHeight: Int, width newWidth: Int, extent: (height: Double, width: Double)
  ) -> Image {
    precondition(
      newHeight > 0 && newWidth > 0,
      "a picture must have a pixel at least; received \(newHeight) × \(newWidth)")
    let isWhole = extent == (Double(height), Double(width))
    if isWhole && newHeight == height && newWidth == width { return self }
    let across = TriangleFilter(from: width, extent: extent.width, to: newWidth)
    let down = TriangleFilter(from: height, extent: extent.height, to: newHeight)
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

  init(from old: Int, extent: Double, to new: Int) {
    let scale = extent / Double(new)
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
