/// A BMP file of 24 bits, which a page can embed without a codec.
///
/// Source: Microsoft, *Bitmap Storage*: BITMAPFILEHEADER and BITMAPINFOHEADER.
package enum BMP {
  /// The file of a picture with 1 or 3 channels × height × width, each value from 0 to 1; at most
  /// `limit` pixels on the longer side, by leaving out rows and columns.
  package static func file(
    _ values: [Float], channels: Int, height: Int, width: Int, limit: Int = 96
  ) -> [UInt8] {
    let step = max(1, (max(height, width) + limit - 1) / limit)
    let (rows, columns) = ((height + step - 1) / step, (width + step - 1) / step)
    let padding = (4 - columns * 3 % 4) % 4
    let size = rows * (columns * 3 + padding)
    var bytes: [UInt8] = Array("BM".utf8)
    func add(_ value: Int, _ count: Int) {
      for byte in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
    for (value, count) in [
      (54 + size, 4), (0, 4), (54, 4), (40, 4), (columns, 4), (rows, 4), (1, 2), (24, 2), (0, 4),
      (size, 4), (3780, 4), (3780, 4), (0, 4), (0, 4),
    ] { add(value, count) }
    for row in (0..<rows).reversed() {
      for column in 0..<columns {
        // Blue first.
        for channel in [2, 1, 0] {
          let plane = min(channel, channels - 1) * height * width
          let value = values[plane + row * step * width + column * step]
          bytes.append(UInt8(min(255, max(0, (value * 255).rounded()))))
        }
      }
      add(0, padding)
    }
    return bytes
  }
}
