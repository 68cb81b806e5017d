import DataFiles

/// The first byte of a text that is not UTF-8, or a NUL.
///
/// Overlong forms, surrogates and numbers past U+10FFFF are no UTF-8.
///
/// Source: *The Unicode Standard*, version 16, table 3-7.
struct UTF8Fault {
  let offset: Int

  /// Finds the first fault; nil if there is none.
  init?(in bytes: [UInt8]) {
    let found = bytes.withUnsafeBytes { raw -> Int? in
      var offset = 0
      while offset < raw.count {
        if offset + 8 <= raw.count {
          let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          let hasZero = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
          if word & 0x8080_8080_8080_8080 == 0, hasZero == 0 {
            offset += 8
            continue
          }
        }
        guard let length = Self.length(raw, offset) else { return offset }
        offset += length
      }
      return nil
    }
    guard let found else { return nil }
    offset = found
  }

  /// The bytes of the character at `offset`; nil if it is malformed or a NUL.
  private static func length(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> Int? {
    let first = raw[offset]
    let (count, second): (Int, ClosedRange<UInt8>)
    switch first {
    case 0x01...0x7F: return 1
    case 0xC2...0xDF: (count, second) = (2, 0x80...0xBF)
    case 0xE0: (count, second) = (3, 0xA0...0xBF)
    case 0xED: (count, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (count, second) = (3, 0x80...0xBF)
    case 0xF0: (count, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (count, second) = (4, 0x80...0xBF)
    case 0xF4: (count, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + count <= raw.count, second.contains(raw[offset + 1]) else { return nil }
    for next in offset + 2..<offset + count where raw[next] & 0xC0 != 0x80 { return nil }
    return count
  }

  /// The error for the fault, with its line and, where the rest is a table, its column.
  func error(in bytes: [UInt8], file: String) -> DataFileError {
    let line = bytes[..<offset].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    guard bytes[offset] != 0 else { return Self.nul(file: file, line: line) }
    let digits = String(bytes[offset], radix: 16, uppercase: true)
    return DataFileError(
      file: file, line: line, column: column(in: bytes), requirement: "the text must be UTF-8",
      received: "the byte 0x\(digits)", advice: "'--encoding latin1' reads files of older programs")
  }

  /// The name of the column that the fault is in, or its position where the fault is in the header.
  private func column(in bytes: [UInt8]) -> String? {
    // With each byte a character, every text is UTF-8, and the fields are where they were.
    let before = TextDecoding.latin1(bytes[..<offset])
    let text = before + TextDecoding.latin1(bytes[offset...])
    let separator = SeparatorDetection.separator(of: text)
    guard let table = try? CSVTable(bytes: text, file: "", separator: separator) else { return nil }
    for column in 0..<table.columnCount
    where table.headerField(column: column).upperBound > before.count {
      return "\(column + 1)"
    }
    for row in 0..<table.rowCount
    where table.field(row: row, column: table.columnCount - 1).upperBound > before.count {
      let column = (0..<table.columnCount).first {
        table.field(row: row, column: $0).upperBound > before.count
      }
      return column.map { table.columnNames[$0] }
    }
    return nil
  }

  /// The error for a NUL.
  static func nul(file: String, line: Int) -> DataFileError {
    DataFileError(
      file: file, line: line, requirement: "a table must be text", received: "a NUL byte")
  }
}
