package import DataFiles
import Digests
import Foundation

/// A table of a user, read from a text file: names in its first line, then one row for each example.
///
/// The separator, the encoding and the decimal marks are found by looking at the file; a first line `sep=;` names the separator. A file that
/// starts with the magic number of gzip is decompressed. Spaces around a name or value do not
/// belong to it. Rows count from zero below the header, columns from zero.
package struct TableFile: Sendable {
  /// The path that the table was read from.
  package let path: String
  /// SHA-256 of the file's bytes as they lie on the disk, in 64 hexadecimal digits.
  package let digest: String
  /// The names in the header; an empty first name, as row labels have, reads `row`. Last columns
  /// without a name and any value, which a separator at the end of each line makes, do not count.
  package let columnNames: [String]
  /// The separator of the fields.
  package let separator: CSVTable.Separator
  /// The decimal mark of most of the file's numbers.
  package let decimalMark: DecimalMark

  let table: CSVTable
  /// The decimal mark that each column's own fields tell.
  let tellingMarks: [DecimalMark?]
  private let positions: [String: Int]

  /// The number of rows below the header.
  package var rowCount: Int { table.rowCount }

  /// Reads the table at `path`.
  ///
  /// - Throws: ``DataFileError`` with the line and column of the first fault: an encoding that is
  ///   not the file's, names that are empty or double, rows with more or fewer fields than the
  ///   header, quotes that do not close, no rows; or when `path` is no regular file or larger than
  ///   memory.
  package init(path: String, encoding: TableEncoding = .automatic) throws {
    try self.init(path: path, encoding: encoding, memory: AvailableMemory.bytes)
  }

  /// Reads the table into at most `memory` bytes.
  ///
  /// - Throws: ``DataFileError``.
  package init(path: String, encoding: TableEncoding, memory: Int) throws {
    let content = try TableContent(path: path, memory: memory)
    let text = try TextDecoding.utf8(content.bytes, encoding, file: path)
    let declared = try SeparatorDetection.declared(in: text, file: path)
    let separator = declared?.separator ?? SeparatorDetection.separator(of: text)
    let table = try CSVTable(bytes: text, from: declared?.end, file: path, separator: separator)
    self.path = path
    self.digest = content.digest
    self.separator = separator
    self.table = table
    let names = try TableHeader.names(of: table)
    columnNames = names
    positions = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    guard table.rowCount > 0 else {
      throw DataFileError(
        file: path, requirement: "a table must have rows below its header",
        received: "only a header")
    }
    let evidence = Self.evidence(table)
    tellingMarks = evidence.map(\.mark)
    var sum = DecimalMarkEvidence()
    for column in evidence { sum.add(column) }
    let otherwise: DecimalMark = separator == .semicolon ? .comma : .point
    decimalMark =
      sum.points == sum.commas ? otherwise : sum.points > sum.commas ? .point : .comma
  }

  /// The position of the column called `name`; nil if there is none.
  package func index(ofColumn name: String) -> Int? { positions[name] }

  /// The text of a field, without quotes and the spaces around it.
  ///
  /// - Precondition: `row` and `column` are inside the table.
  package func text(row: Int, column: Int) -> String {
    let text = table.text(row: row, column: column)
    // Characters of ASCII that are no spaces, as nearly all texts start and end with.
    let plain: ClosedRange<UInt8> = 0x21...0x7F
    guard let first = text.utf8.first, let last = text.utf8.last,
      !plain.contains(first) || !plain.contains(last)
    else { return text }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The number in a field; nil if it is missing or not a finite number.
  ///
  /// - Precondition: `row` and `column` are inside the table.
  package func number(row: Int, column: Int) -> Double? {
    number(row: row, column: column, otherwise: decimalMark)
  }

  /// The number in a field of a column whose own fields may not tell the decimal mark `otherwise`.
  func number(row: Int, column: Int, otherwise: DecimalMark) -> Double? {
    let mark = tellingMarks[column] ?? otherwise
    let range = content(row: row, column: column)
    return table.bytes.withUnsafeBufferPointer {
      FieldNumber.parse($0, in: FieldNumber.withoutUnit($0, range), mark: mark)
    }
  }

  /// The line, counted from one, on which a row starts.
  package func line(ofRow row: Int) -> Int { table.line(ofRow: row) }

  /// The error for the field of a row and column.
  func fault(row: Int, column: Int, _ requirement: String, advice: String? = nil) -> DataFileError {
    let text = text(row: row, column: column)
    return DataFileError(
      file: path, line: line(ofRow: row), column: columnNames[column], requirement: requirement,
      received: text.isEmpty ? "an empty field" : "'\(text.prefix(40))'", advice: advice)
  }

  /// The bytes of a field without its quotes.
  private func content(row: Int, column: Int) -> Range<Int> {
    Self.content(table, row, column)
  }

  private static func content(_ table: CSVTable, _ row: Int, _ column: Int) -> Range<Int> {
    let range = table.field(row: row, column: column)
    guard let first = range.first, table.bytes[first] == UInt8(ascii: "\"") else { return range }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  private static func evidence(_ table: CSVTable) -> [DecimalMarkEvidence] {
    var evidence = [DecimalMarkEvidence](repeating: .init(), count: table.columnCount)
    table.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<table.rowCount {
        for column in 0..<table.columnCount {
          let range = FieldNumber.withoutUnit(bytes, content(table, row, column))
          evidence[column].add(bytes, range)
        }
      }
    }
    return evidence
  }
}

extension TableFile {
  /// Whether a field is digits only, and 16 or more, which a double does not hold exactly, or two
  /// or more that start with a zero, such as `01067`.
  func isCode(row: Int, column: Int) -> Bool {
    let digits = table.bytes[content(row: row, column: column)].drop { $0 == UInt8(ascii: " ") }
      .prefix { $0 != UInt8(ascii: " ") }
    guard digits.count >= 16 || (digits.count > 1 && digits.first == UInt8(ascii: "0")) else {
      return false
    }
    return digits.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
  }
}
