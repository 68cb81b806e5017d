/// Cuts the bytes of a CSV file into fields (RFC 4180) without copying them.
///
/// One pass over the bytes; only two offsets are kept: where each row starts, and where each field
/// ends. A field starts one byte after the one before it.
struct CSVScanner {
  /// The offset of every row's first byte.
  private(set) var rowStarts: [UInt32] = []
  /// The offset of the byte after every field, row by row.
  private(set) var fieldEnds: [UInt32] = []
  /// The number of fields in every row.
  private(set) var columnCount = 0

  private let file: String
  private let separator: UInt8
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(_ bytes: [UInt8], from start: Int, separator: UInt8, file: String) throws {
    self.file = file
    self.separator = separator
    guard bytes.count < Int(UInt32.max) else {
      throw DataFileError(
        file: file, requirement: "a CSV file must be smaller than 4 GiB",
        received: "\(bytes.count) bytes")
    }
    try bytes.withUnsafeBufferPointer { bytes in
      let end = Self.endWithoutBlankLines(bytes, from: start)
      var offset = start
      while offset < end { offset = try scanRow(bytes, from: offset, to: end) }
    }
  }

  /// The line, counted from one, of the byte at `offset`.
  static func line(of offset: Int, in bytes: some Collection<UInt8>) -> Int {
    bytes.prefix(offset).reduce(1) { $0 + ($1 == lineFeed ? 1 : 0) }
  }

  private static func endWithoutBlankLines(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int)
    -> Int
  {
    var end = bytes.count
    while end > start, bytes[end - 1] == lineFeed || bytes[end - 1] == carriageReturn { end -= 1 }
    return end
  }

  /// Scans the row at `start` and returns the offset after its line ending.
  private mutating func scanRow(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) throws -> Int {
    rowStarts.append(UInt32(start))
    let known = fieldEnds.count
    var offset = start
    while true {
      if offset < end, bytes[offset] == Self.quote {
        offset = try endOfQuoted(bytes, from: offset, to: end)
      } else {
        while offset < end {
          let byte = bytes[offset]
          if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
          if byte == Self.quote {
            throw fault(bytes, offset, "a quote must open its field", "one inside a bare field")
          }
          offset += 1
        }
      }
      fieldEnds.append(UInt32(offset))
      if offset < end, bytes[offset] == separator {
        offset += 1
      } else {
        break
      }
    }
    try checkCount(fieldEnds.count - known, bytes, start)
    return try afterLineEnding(bytes, offset, end)
  }

  private mutating func checkCount(
    _ count: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) throws {
    if rowStarts.count == 1 { columnCount = count }
    guard count == columnCount else {
      throw fault(
        bytes, start, "every row must have as many fields as the first, \(columnCount)", "\(count)")
    }
  }

  private func afterLineEnding(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ end: Int
  ) throws -> Int {
    if offset == end || bytes[offset] == Self.lineFeed { return offset + 1 }
    if offset + 1 < end, bytes[offset + 1] == Self.lineFeed { return offset + 2 }
    throw fault(bytes, offset, "a line must end with LF or CR LF", "a lone CR")
  }

  private func endOfQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) throws -> Int {
    var offset = start + 1
    while offset < end {
      if bytes[offset] != Self.quote {
        offset += 1
      } else if offset + 1 < end, bytes[offset + 1] == Self.quote {
        offset += 2
      } else {
        let next = offset + 1
        let closing = [separator, Self.lineFeed, Self.carriageReturn]
        guard next == end || closing.contains(bytes[next]) else {
          throw fault(bytes, next, "a closing quote must end its field", "more text after it")
        }
        return next
      }
    }
    throw fault(bytes, start, "a quoted field must be closed", "the end of the file")
  }

  private func fault(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ requirement: String, _ received: String
  ) -> DataFileError {
    DataFileError(
      file: file, line: Self.line(of: offset, in: bytes), requirement: requirement,
      received: received)
  }
}
