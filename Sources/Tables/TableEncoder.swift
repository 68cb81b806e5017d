import DataFiles

/// Turns the rows of tables with the same columns into inputs of a network.
///
/// All statistics are those of the training part, so that the encoder, stored with a run, treats
/// every later file as it treated the first. ``ColumnEncoder/Form`` says what becomes of each kind.
package struct TableEncoder: Codable, Hashable, Sendable {
  /// The encoders of the columns, in the order of the training file.
  package let columns: [ColumnEncoder]

  /// The number of inputs that are numbers.
  package var numberCount: Int { columns.reduce(0) { $0 + $1.numberCount } }
  /// The number of codes of each embedded column; code 0 is an unknown or missing value.
  package var codeSizes: [Int] { columns.compactMap(\.codeSize) }
  /// The column that each input comes from: `numberCount` names, then one for each embedded column.
  package var featureNames: [String] {
    columns.flatMap { [String](repeating: $0.name, count: $0.numberCount) }
      + columns.filter { $0.codeSize != nil }.map(\.name)
  }

  /// Takes the statistics of `rows`, the training part.
  ///
  /// - Throws: ``DataFileError`` when a column is missing, holds a value that is not of its kind, or
  ///   when the rows have no value in any column.
  package init(_ file: TableFile, schema: TableSchema, rows: [Int]) throws {
    columns = try schema.features.map { profile in
      try ColumnEncoder(
        file, column: file.column(named: profile.name), kind: profile.kind, rows: rows)
    }
    guard columns.contains(where: { $0.numberCount > 0 || $0.codeSize != nil }) else {
      throw DataFileError(
        file: file.path, requirement: "the training part must have values to learn from",
        received: "none in \(rows.count) rows")
    }
  }

  /// The inputs of `rows` of `file`, whose columns are found by their names.
  ///
  /// Columns may be in any order, and further ones are ignored.
  ///
  /// - Throws: ``DataFileError`` that names the missing columns, or the line and column of the first
  ///   value that is not of its column's kind.
  package func encode(_ file: TableFile, rows: [Int]) throws -> EncodedRows {
    let missing = columns.map(\.name).filter { file.index(ofColumn: $0) == nil }
    guard missing.isEmpty else {
      throw DataFileError(
        .missing, file: file.path,
        requirement: "the table must have the columns of the training",
        received: "none called \(TableNotices.list(missing))")
    }
    let (width, codeWidth) = (numberCount, codeSizes.count)
    var numbers = [Float](repeating: 0, count: rows.count * width)
    var codes = [Int64](repeating: 0, count: rows.count * codeWidth)
    var (offset, codeOffset) = (0, 0)
    for column in columns {
      let field = EncodedField(
        file: file, column: try file.column(named: column.name), decimalMark: column.decimalMark)
      try column.write(field, rows: rows, into: &numbers, width: width, at: offset)
      column.write(field, rows: rows, into: &codes, width: codeWidth, at: codeOffset)
      offset += column.numberCount
      codeOffset += column.codeSize == nil ? 0 : 1
    }
    return EncodedRows(count: rows.count, numbers: numbers, codes: codes)
  }
}
