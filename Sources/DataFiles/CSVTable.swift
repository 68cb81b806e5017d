public import Foundation
import Notation

/// A table of text read from a comma-separated file (RFC 4180).
///
/// Fields may be quoted and then hold separators, line ends and doubled quotes. Lines end with LF
/// or CR LF; a byte order mark at the start and blank lines at the end are ignored. Every row must
/// have as many fields as the first. Spaces belong to a field.
///
/// The table keeps the file's bytes and decodes a field when it is asked for.
public struct CSVTable: Sendable {
  /// The separator of fields.
  public enum Separator: UInt8, Sendable, CaseIterable {
    /// `,`
    case comma = 0x2C
    /// The tab character.
    case tab = 0x09
    /// `;`
    case semicolon = 0x3B
  }

  /// The name that errors use.
  public let file: String
  /// The names in the header row; empty for a file without one.
  public let columnNames: [String]
  /// The number of fields in every row.
  public var columnCount: Int { scanner.columnCount }
  /// The number of rows below the header.
  public var rowCount: Int { scanner.rowStarts.count - headerRows }

  package let bytes: [UInt8]
  private let scanner: CSVScanner
  private let headerRows: Int

  /// Reads a table from the bytes of a file; `file` is the name used in errors.
  ///
  /// - Throws: ``DataFileError`` with the line of the first fault.
  public init(
    _ data: Data, file: String, separator: Separator = .comma, hasHeader: Bool = true
  ) throws {
    try self.init(bytes: [UInt8](data), file: file, separator: separator, hasHeader: hasHeader)
  }

  /// Reads a table from bytes that are not copied, from the offset `start` on; without it from their
  /// begin, behind a byte-order mark.
  ///
  /// - Throws: ``DataFileError`` with the line of the first fault.
  package init(
    bytes: [UInt8], from start: Int? = nil, file: String, separator: Separator = .comma,
    hasHeader: Bool = true
  ) throws {
    self.file = file
    self.bytes = bytes
    let start = start ?? (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    scanner = try CSVScanner(bytes, from: start, separator: separator.rawValue, file: file)
    guard !scanner.rowStarts.isEmpty else {
      throw DataFileError(
        file: file, requirement: "a table must have at least one row", received: "an empty file")
    }
    headerRows = hasHeader ? 1 : 0
    let scanner = scanner
    columnNames =
      hasHeader
      ? (0..<scanner.columnCount).map { Self.text(of: Self.range($0, scanner), in: bytes) } : []
  }

  /// The position of the column called `name`.
  ///
  /// - Throws: ``DataFileError`` when no column, or more than one, has that name.
  public func index(ofColumn name: String) throws -> Int {
    let matches = columnNames.indices.filter { columnNames[$0] == name }
    if matches.count == 1 { return matches[0] }
    if matches.count > 1 {
      let positions = matches.map { "\($0 + 1)" }.joined(separator: ", ")
      throw DataFileError(
        file: file, line: 1, column: name, requirement: "a column's name must be its own",
        received: "columns \(positions) of that name; give the position instead")
    }
    let nearest = nearestName(to: name, among: columnNames.prefix(10_000)).map {
      "did you mean '\($0)'?"
    }
    let known = columnNames.prefix(20).map { String($0.prefix(40)) }.joined(separator: ", ")
    throw DataFileError(
      file: file, requirement: "the column must be one of the header's (\(known)\(ellipsis))",
      received: "'\(name.prefix(40))'", advice: nearest)
  }

  /// The text of one field, without its quotes.
  ///
  /// - Precondition: `row` and `column` are inside the table.
  public func text(row: Int, column: Int) -> String {
    precondition(
      (0..<rowCount).contains(row) && (0..<columnCount).contains(column),
      "a field must be inside \(rowCount) rows and \(columnCount) columns; "
        + "received row \(row), column \(column)")
    return Self.text(of: field(row: row, column: column), in: bytes)
  }

  /// The texts of a column.
  ///
  /// - Throws: ``DataFileError`` when no column, or more than one, has that name.
  public func texts(inColumn name: String) throws -> [String] {
    let column = try index(ofColumn: name)
    return (0..<rowCount).map { text(row: $0, column: column) }
  }

  /// The bytes of a field, with its quotes if it has any.
  package func field(row: Int, column: Int) -> Range<Int> {
    Self.range((row + headerRows) * columnCount + column, scanner)
  }

  /// The bytes of a field of the header, with its quotes if it has any.
  ///
  /// - Precondition: the table has a header.
  package func headerField(column: Int) -> Range<Int> {
    precondition(headerRows == 1, "a table read without a header has no field in it")
    return Self.range(column, scanner)
  }

  /// The line, counted from one, of the header.
  package var headerLine: Int { CSVScanner.line(of: Int(scanner.rowStarts[0]), in: bytes) }

  /// The line, counted from one, on which a row starts.
  package func line(ofRow row: Int) -> Int {
    CSVScanner.line(of: Int(scanner.rowStarts[row + headerRows]), in: bytes)
  }

  private var ellipsis: String { columnNames.count > 20 ? ", …" : "" }

  private static func range(_ index: Int, _ scanner: CSVScanner) -> Range<Int> {
    let (row, column) = index.quotientAndRemainder(dividingBy: scanner.columnCount)
    let start = column == 0 ? Int(scanner.rowStarts[row]) : Int(scanner.fieldEnds[index - 1]) + 1
    return start..<Int(scanner.fieldEnds[index])
  }

  private static func text(of range: Range<Int>, in bytes: [UInt8]) -> String {
    let quote = UInt8(ascii: "\"")
    let field = bytes[range]
    guard field.first == quote else { return String(decoding: field, as: UTF8.self) }
    let content = field.dropFirst().dropLast()
    guard content.contains(quote) else { return String(decoding: content, as: UTF8.self) }
    // The scanner has checked that quotes within quotes are doubled.
    var text: [UInt8] = []
    var isSecond = false
    for byte in content {
      isSecond = byte == quote && !isSecond
      if byte != quote || isSecond { text.append(byte) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
