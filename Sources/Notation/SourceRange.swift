/// A part of a source text: where a piece of notation was written.
///
/// Offsets count UTF-8 bytes from zero and are half-open. ``line`` and ``column`` count from one,
/// as editors do; a column is a character as a reader sees it, so `é` is one.
public struct SourceRange: Hashable, Sendable {
  /// The whole text that was parsed.
  public let source: String
  /// The UTF-8 offsets of this part within ``source``.
  public let offsets: Range<Int>

  /// Creates a part of `source`; offsets beyond its ends are moved to them.
  public init(_ offsets: Range<Int>, in source: String) {
    self.source = source
    self.offsets = offsets.clamped(to: 0..<source.utf8.count)
  }

  /// The line on which this part starts, counting from one.
  public var line: Int {
    1 + source.utf8.prefix(offsets.lowerBound).count { $0 == UInt8(ascii: "\n") }
  }

  /// The character of its line at which this part starts, counting from one.
  public var column: Int {
    let before = source.utf8.prefix(offsets.lowerBound)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { before.index(after: $0) }
    return 1 + String(decoding: before[(lineStart ?? before.startIndex)...], as: UTF8.self).count
  }

  /// The whole line on which this part starts, without its line break.
  package var lineText: String {
    let bytes = source.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: offsets.lowerBound)
    let newline = UInt8(ascii: "\n")
    let lineStart = bytes[..<start].lastIndex(of: newline).map { bytes.index(after: $0) }
    let lineEnd = bytes[start...].firstIndex(of: newline) ?? bytes.endIndex
    return String(decoding: bytes[(lineStart ?? bytes.startIndex)..<lineEnd], as: UTF8.self)
  }
}
