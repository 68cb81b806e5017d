internal import DataFiles

extension TableFile {
  /// The rows that have a class in the column called `name`.
  ///
  /// - Throws: ``DataFileError`` when there is no such column, or no row has one.
  package func rows(withClassIn name: String) throws -> [Int] {
    let column = try column(named: name)
    let rows = (0..<rowCount).filter { !MissingValue.isMissingWord(text(row: $0, column: column)) }
    guard !rows.isEmpty else {
      throw DataFileError(
        file: path, column: name, requirement: "a row must have a target",
        received: "none with one")
    }
    return rows
  }

  /// Reads the table at `path`: by looking at its bytes or, where they are no text that can be told,
  /// in the encoding that a user gave for another table of its kind.
  ///
  /// - Throws: ``DataFileError`` as ``init(path:encoding:)``.
  package static func read(_ path: String, like encoding: TableEncoding) throws -> TableFile {
    do { return try TableFile(path: path) } catch let error as DataFileError
      where encoding != .automatic && error.kind == .malformed
    {
      return try TableFile(path: path, encoding: encoding)
    }
  }
}
