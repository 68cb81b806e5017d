/// A picture of 8-bit pixels.
package struct Image: Sendable, Hashable {
  /// 1 for gray, 3 for red, green and blue.
  package let channels: Int
  /// The number of rows.
  package let height: Int
  /// The number of columns.
  package let width: Int
  /// The pixels, channel after channel, in each the rows from the top, from left to right:
  /// the shape is `channels × height × width`.
  package let pixels: [UInt8]

  /// A picture of these pixels, channel after channel.
  ///
  /// - Precondition: there are 1 or 3 channels, at least one pixel, and as many pixels as the sizes
  ///   say.
  package init(channels: Int, height: Int, width: Int, pixels: [UInt8]) {
    precondition(
      (channels == 1 || channels == 3) && height > 0 && width > 0
        && pixels.count == channels * height * width,
      "a picture must have 1 or 3 channels and a pixel at least; received \(pixels.count) pixels "
        + "for \(channels) × \(height) × \(width)")
    self.channels = channels
    self.height = height
    self.width = width
    self.pixels = pixels
  }

  /// A picture whose channels are given next to one another, as decoders do.
  init(interleaved: [UInt8], channels: Int, height: Int, width: Int) {
    guard channels > 1 else {
      self.init(channels: channels, height: height, width: width, pixels: interleaved)
      return
    }
    let count = height * width
    let planes = [UInt8](unsafeUninitializedCapacity: interleaved.count) { planes, filled in
      for channel in 0..<channels {
        for index in 0..<count {
          planes[channel * count + index] = interleaved[index * channels + channel]
        }
      }
      filled = interleaved.count
    }
    self.init(channels: channels, height: height, width: width, pixels: planes)
  }

  /// The picture with one channel or three.
  ///
  /// Colour becomes gray by the luma of ITU-R BT.601, `0.299 R + 0.587 G + 0.114 B`, rounded; gray
  /// becomes colour by repetition.
  package func converted(toChannels count: Int) -> Image {
    precondition(count == 1 || count == 3, "a picture has 1 or 3 channels; received \(count)")
    if count == channels { return self }
    if count == 3 {
      return Image(channels: 3, height: height, width: width, pixels: pixels + pixels + pixels)
    }
    let area = height * width
    let gray = (0..<area).map { index in
      let (red, green) = (Int(pixels[index]), Int(pixels[area + index]))
      return UInt8((299 * red + 587 * green + 114 * Int(pixels[2 * area + index]) + 500) / 1000)
    }
    return Image(channels: 1, height: height, width: width, pixels: gray)
  }
}
