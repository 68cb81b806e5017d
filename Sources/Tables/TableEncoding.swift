import Notation

/// How the bytes of a table stand for characters.
package enum TableEncoding: String, Codable, Hashable, Sendable, CaseIterable, NotationValue {
  /// UTF-16 where a byte-order mark or the first bytes show it, else UTF-8.
  case automatic
  /// UTF-8, with or without a byte-order mark.
  case utf8
  /// UTF-16 of either byte order; without a byte-order mark and other signs, little-endian.
  case utf16
  /// One byte for each character, with the assignments of Windows-1252, as browsers read Latin-1.
  case latin1
}
