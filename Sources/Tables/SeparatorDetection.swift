import DataFiles

/// Finds the separator of a table by looking at its first rows.
///
/// Of comma, tab and semicolon, the separator is the one that the most rows have as often as the
/// header; of equals, the one that the header has most often, and then tab before semicolon before
/// comma, since commas are the likeliest to be part of a text. Separators in quotes do not count. A
/// table whose header has none of them has one column.
enum SeparatorDetection {
  /// The rows below the header that are looked at, and the most bytes.
  private static let (rowLimit, byteLimit) = (100, 1 << 20)

  /// The separator of the table in `bytes`; a comma where there is none.
  static func separator(of bytes: [UInt8]) -> CSVTable.Separator {
    let candidates: [CSVTable.Separator] = [.tab, .semicolon, .comma]
    let rows = counts(of: candidates.map(\.rawValue), in: bytes)
    guard let header = rows.first else { return .comma }
    var best: (separator: CSVTable.Separator, agreeing: Int, count: Int)?
    for (index, separator) in candidates.enumerated() where header[index] > 0 {
      let agreeing = rows.count { $0[index] == header[index] }
      if let best, (best.agreeing, best.count) >= (agreeing, header[index]) { continue }
      best = (separator, agreeing, header[index])
    }
    return best?.separator ?? .comma
  }

  /// The separator that the file's first line names, `sep=;`, as Excel writes and reads it, and the
  /// offset of the line below; nil where there is no such line.
  ///
  /// - Throws: ``DataFileError`` for a separator that tables are not read with.
  static func declared(
    in bytes: [UInt8], file: String
  ) throws -> (separator: CSVTable.Separator, end: Int)? {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = bytes[start...].prefix(16).prefix { $0 != 0x0A && $0 != 0x0D }
    let text = String(decoding: line, as: UTF8.self)
    guard text.lowercased().hasPrefix("sep="), text.count <= 5, line.endIndex < bytes.count else {
      return nil
    }
    guard let byte = line.dropFirst(4).first, let separator = CSVTable.Separator(rawValue: byte)
    else {
      throw DataFileError(
        file: file, line: 1,
        requirement: "the separator must be a comma, a semicolon or a tab", received: "'\(text)'")
    }
    let isPair = bytes[line.endIndex...].starts(with: [0x0D, 0x0A])
    return (separator, line.endIndex + (isPair ? 2 : 1))
  }

  /// How often each row has each of `separators` outside quotes.
  private static func counts(of separators: [UInt8], in bytes: [UInt8]) -> [[Int]] {
    let none = [Int](repeating: 0, count: separators.count)
    var (rows, row, isQuoted, isEmpty) = ([[Int]](), none, false, true)
    // The header is always read whole: it may be longer than all the rest.
    for (offset, byte) in bytes.enumerated() where offset < byteLimit || rows.isEmpty {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted {
        if !isEmpty { rows.append(row) }
        if rows.count > rowLimit { return rows }
        (row, isEmpty) = (none, true)
      } else {
        isEmpty = isEmpty && byte == UInt8(ascii: "\r")
        if !isQuoted, let index = separators.firstIndex(of: byte) { row[index] += 1 }
      }
    }
    // The last row counts only where the file ends with it, not where the look at it was cut off.
    if !isEmpty, bytes.count < byteLimit || rows.isEmpty { rows.append(row) }
    return rows
  }
}
