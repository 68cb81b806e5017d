internal import Foundation

/// How a camera was held, as the Exif data of a JPEG say.
///
/// Source: CIPA DC-008, *Exif 2.32*, section 4.6.4, tag 274 (0x0112), values 1 to 8.
enum ImageOrientation: UInt16, Sendable {
  case upright = 1
  case mirrored = 2
  case upsideDown = 3
  case mirroredUpsideDown = 4
  case transposed = 5
  case turnedLeft = 6
  case mirroredTransposed = 7
  case turnedRight = 8

  /// Whether rows become columns.
  var swapsSides: Bool { rawValue >= 5 }

  /// The orientation in a JPEG's first Exif segment; upright where there is none, or a damaged one.
  init(ofJPEG data: Data) {
    self = data.withUnsafeBytes { Self.find(in: $0) } ?? .upright
  }

  private static func find(in bytes: UnsafeRawBufferPointer) -> ImageOrientation? {
    var offset = 2
    while offset + 4 <= bytes.count, bytes[offset] == 0xFF {
      let marker = bytes[offset + 1]
      // A fill byte may stand before a marker.
      if marker == 0xFF {
        offset += 1
        continue
      }
      let length = Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
      // The pixels start with the start of scan.
      guard marker != 0xDA, length >= 2, offset + 2 + length <= bytes.count else { return nil }
      let segment = bytes[offset + 4..<offset + 2 + length]
      if marker == 0xE1, segment.starts(with: Array("Exif\0\0".utf8)) {
        return read(UnsafeRawBufferPointer(rebasing: segment.dropFirst(6)))
      }
      offset += 2 + length
    }
    return nil
  }

  /// Looks for the tag in the first directory of the TIFF structure in `bytes`.
  private static func read(_ bytes: UnsafeRawBufferPointer) -> ImageOrientation? {
    let isBigEndian = bytes.starts(with: Array("MM".utf8))
    guard isBigEndian || bytes.starts(with: Array("II".utf8)) else { return nil }
    func number<Word: FixedWidthInteger>(at offset: Int, _: Word.Type) -> Int? {
      guard offset + MemoryLayout<Word>.size <= bytes.count else { return nil }
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: Word.self)
      return Int(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word))
    }
    guard let directory = number(at: 4, UInt32.self),
      let entries = number(at: directory, UInt16.self)
    else { return nil }
    for entry in 0..<entries {
      let offset = directory + 2 + 12 * entry
      guard let tag = number(at: offset, UInt16.self) else { return nil }
      if tag == 0x0112 {
        return number(at: offset + 8, UInt16.self)
          .flatMap { ImageOrientation(rawValue: UInt16($0)) }
      }
    }
    return nil
  }

  /// The picture turned upright.
  func applied(to image: Image) -> Image {
    if self == .upright { return image }
    let (height, width) = swapsSides ? (image.width, image.height) : (image.height, image.width)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(image.pixels.count)
    for channel in 0..<image.channels {
      let plane = channel * height * width
      for y in 0..<height {
        for x in 0..<width {
          let (row, column) = source(y: y, x: x, image)
          pixels.append(image.pixels[plane + row * image.width + column])
        }
      }
    }
    return Image(channels: image.channels, height: height, width: width, pixels: pixels)
  }

  /// Where the upright pixel at `y`, `x` is stored.
  private func source(y: Int, x: Int, _ image: Image) -> (row: Int, column: Int) {
    let (lastRow, lastColumn) = (image.height - 1, image.width - 1)
    return switch self {
    case .upright: (y, x)
    case .mirrored: (y, lastColumn - x)
    case .upsideDown: (lastRow - y, lastColumn - x)
    case .mirroredUpsideDown: (lastRow - y, x)
    case .transposed: (x, y)
    case .turnedLeft: (lastRow - x, y)
    case .mirroredTransposed: (lastRow - x, lastColumn - y)
    case .turnedRight: (x, lastColumn - y)
    }
  }
}
