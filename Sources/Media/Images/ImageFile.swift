internal import CImages
internal import DataFiles
package import Foundation

/// A picture's file: PNG or JPEG, told by its first bytes and not by its name.
///
/// Pixels are decoded to 8 bits in one channel (gray) or three (colour): 16 bits are rounded to 8,
/// palettes and fewer bits are expanded, transparency is composed over white, CMYK is converted
/// without a profile, and the orientation that a camera wrote into a JPEG is applied. Colour
/// profiles and gamma are ignored.
///
/// A picture that is damaged anywhere, or cut short, is refused as a whole.
package struct ImageFile: Sendable {
  /// The most pixels that a picture may have.
  package static let pixelLimit = 100_000_000
  /// The most pixels that a byte of a file may stand for: deflate reaches 1,032 : 1, and a PNG of
  /// one bit has 8 pixels in a byte.
  static let pixelsPerByte = 8_300

  /// The name that errors use.
  package let file: String
  /// The number of decoded channels, 1 for gray or 3 for colour.
  package let channels: Int
  /// The number of rows, upright.
  package let height: Int
  /// The number of columns, upright.
  package let width: Int

  private let data: Data
  private let format: ci_format
  private let size: ci_size
  private let orientation: ImageOrientation

  /// Reads the header of a picture; `file` is the name used in errors.
  ///
  /// - Throws: ``DataFileError`` when the bytes are neither PNG nor JPEG, the header is damaged, or
  ///   the picture has more than ``pixelLimit`` pixels, or more than its bytes can hold. No memory
  ///   is taken for pixels.
  package init(_ data: Data, file: String) throws {
    self.file = file
    self.data = data
    format = try Self.format(of: data, file: file)
    var size = ci_size()
    try Self.check(file) { [format] message in
      data.withUnsafeBytes { ci_read_size(format, $0.pointer, $0.count, &size, message) }
    }
    self.size = size
    let (rows, columns) = (Int(size.height), Int(size.width))
    guard rows * columns <= Self.pixelLimit else {
      throw DataFileError(
        file: file, requirement: "a picture must have at most \(Self.pixelLimit) pixels",
        received: "\(columns) × \(rows)")
    }
    guard rows * columns <= Self.pixelsPerByte * data.count else {
      throw DataFileError(
        file: file,
        requirement: "a picture of \(columns) × \(rows) pixels must take at least "
          + "\(rows * columns / Self.pixelsPerByte) bytes",
        received: "\(data.count) bytes, so it is cut short or made to exhaust the memory")
    }
    channels = Int(size.channels)
    orientation = format == CI_JPEG ? ImageOrientation(ofJPEG: data) : .upright
    (height, width) = orientation.swapsSides ? (columns, rows) : (rows, columns)
  }

  /// Reads the header of the picture at `url`.
  ///
  /// - Throws: ``DataFileError`` as ``init(_:file:)``, or when the file cannot be read.
  package init(contentsOf url: URL) throws {
    let data: Data
    do { data = try Data(contentsOf: url) } catch {
      throw DataFileError.refused(url, "the picture must be readable", error)
    }
    try self.init(data, file: url.path)
  }

  /// Decodes the picture in `data`; `file` is the name used in errors.
  ///
  /// - Throws: ``DataFileError`` when anything in the file is damaged, missing, or too large.
  package static func decode(_ data: Data, file: String) throws -> Image {
    try ImageFile(data, file: file).decoded()
  }

  /// Decodes the pixels.
  ///
  /// - Throws: ``DataFileError`` when anything in the file is damaged or missing.
  package func decoded() throws -> Image { orientation.applied(to: try stored(dividedBy: 1)) }

  /// Decodes the picture and brings it to a common size.
  ///
  /// A JPEG of at least twice, four or eight times the doubled size is decoded at a half, a quarter
  /// or an eighth: that leaves out frequencies that shrinking would remove, and takes less time.
  ///
  /// - Throws: ``DataFileError`` as ``decoded()``.
  package func decoded(fitting target: ImageSize) throws -> Image {
    let ratio = min(height / target.height, width / target.width) / 2
    let divisor = format == CI_JPEG ? [8, 4, 2].first { $0 <= ratio } ?? 1 : 1
    let (rows, columns) =
      orientation.swapsSides ? (target.width, target.height) : (target.height, target.width)
    // Divided sides are rounded up, so the last row and column may be fractions of a pixel.
    let extent = (
      height: Double(size.height) / Double(divisor), width: Double(size.width) / Double(divisor)
    )
    let image = try stored(dividedBy: divisor).fitted(
      to: ImageSize(channels: target.channels, height: rows, width: columns), extent: extent)
    return orientation.applied(to: image)
  }

  /// The pixels as they are stored, not yet turned upright.
  private func stored(dividedBy divisor: Int) throws -> Image {
    let rows = (Int(size.height) + divisor - 1) / divisor
    let columns = (Int(size.width) + divisor - 1) / divisor
    var pixels = [UInt8](repeating: 0, count: rows * columns * channels)
    try Self.check(file) { message in
      data.withUnsafeBytes { bytes in
        pixels.withUnsafeMutableBufferPointer {
          ci_decode(
            format, bytes.pointer, bytes.count, size, UInt32(divisor), $0.baseAddress, message)
        }
      }
    }
    return Image(interleaved: pixels, channels: channels, height: rows, width: columns)
  }

  private static func format(of data: Data, file: String) throws -> ci_format {
    if data.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return CI_PNG }
    if data.starts(with: [0xFF, 0xD8, 0xFF]) { return CI_JPEG }
    let start = data.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    throw DataFileError(
      file: file, requirement: "a picture must be a PNG or a JPEG file",
      received: data.isEmpty
        ? "no bytes" : "a file that starts with \(start.joined(separator: " "))")
  }

  private static func check(
    _ file: String, _ call: (UnsafeMutablePointer<CChar>) -> Bool
  ) throws {
    let size = Int(CI_MESSAGE_SIZE)
    try withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { message in
      guard !call(message.baseAddress!) else { return }
      throw DataFileError(
        file: file, requirement: "a picture must be whole and undamaged",
        received: "the decoder's \"\(String(cString: message.baseAddress!))\"")
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var pointer: UnsafePointer<UInt8>? { bindMemory(to: UInt8.self).baseAddress }
}
