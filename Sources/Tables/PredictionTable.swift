import DataFiles
import Foundation

/// The rows of a table with further columns behind them, as CSV.
///
/// The fields of the input stay as they are, in UTF-8; the separator is the input's, and numbers have
/// its decimal mark. A column of the input with the name of a further one is left out, so that a
/// file of predictions can be predicted again.
package struct PredictionTable: Sendable {
  /// A further column.
  package struct Column: Sendable {
    let name: String
    let values: [String]
    let isNumber: Bool

    /// A column of texts, such as classes, one for each row.
    package static func texts(_ name: String, _ values: [String]) -> Column {
      Column(name: name, values: values, isNumber: false)
    }

    /// A column of numbers written with a decimal point, one for each row.
    package static func numbers(_ name: String, _ values: [String]) -> Column {
      Column(name: name, values: values, isNumber: true)
    }
  }

  private let file: TableFile
  private let rows: [Int]
  private let kept: [Int]
  private let columns: [Column]

  /// The rows of `file` with `columns`, in the order of `rows`; all rows without it.
  ///
  /// - Precondition: each column has a value for each row.
  package init(_ file: TableFile, rows: [Int]? = nil, adding columns: [Column]) {
    self.file = file
    self.rows = rows ?? Array(0..<file.rowCount)
    self.columns = columns
    let added = Set(columns.map(\.name))
    kept = file.columnNames.indices.filter { !added.contains(file.columnNames[$0]) }
    for column in columns {
      precondition(
        column.values.count == self.rows.count,
        "the column '\(column.name)' must have \(self.rows.count) values; "
          + "received \(column.values.count)")
    }
  }

  /// The header and the rows, without line ends.
  package var lines: some Sequence<String> {
    [header].lazy.map { $0 } + rows.indices.lazy.map(line)
  }

  /// Writes the lines to `path`; see ``LinesFile``.
  ///
  /// - Throws: ``DataFileError`` when the system refuses.
  package func write(to path: String) throws { try LinesFile.write(lines, to: path) }

  private var header: String {
    join(kept.map { raw(file.table.headerField(column: $0)) } + columns.map { quoted($0.name) })
  }

  private func line(_ index: Int) -> String {
    join(
      kept.map { raw(file.table.field(row: rows[index], column: $0)) }
        + columns.map { column in
          let value = column.values[index]
          let isComma = column.isNumber && file.decimalMark == .comma
          return quoted(isComma ? value.replacing(".", with: ",") : value)
        })
  }

  private func join(_ fields: [String]) -> String {
    fields.joined(separator: String(UnicodeScalar(file.separator.rawValue)))
  }

  private func raw(_ range: Range<Int>) -> String {
    String(decoding: file.table.bytes[range], as: UTF8.self)
  }

  /// The text in quotes where it would otherwise not be read as it is.
  private func quoted(_ text: String) -> String {
    let marks: [UInt8] = [file.separator.rawValue, UInt8(ascii: "\""), 0x0A, 0x0D]
    let isPlain =
      !text.utf8.contains(where: marks.contains) && text.first != " " && text.last != " "
    return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
