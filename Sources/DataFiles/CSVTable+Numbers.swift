extension CSVTable {
  /// The numbers of the column called `name`.
  ///
  /// - Throws: ``DataFileError`` with the line and column of the first field that is empty or not
  ///   a finite number, or when there is no such column.
  public func numbers(inColumn name: String) throws -> [Double] {
    try numbers(inColumn: index(ofColumn: name))
  }

  /// The numbers of the column at `index`.
  ///
  /// - Throws: ``DataFileError`` as ``numbers(inColumn:)-(String)``.
  public func numbers(inColumn index: Int) throws -> [Double] {
    try check(index)
    return try bytes.withUnsafeBufferPointer { bytes in
      try (0..<rowCount).map { try number(bytes, row: $0, column: index) }
    }
  }

  /// The numbers of several columns, rounded to single precision, row after row.
  ///
  /// This is the fast way to read a wide table: the file is walked once, in its own order.
  ///
  /// - Throws: ``DataFileError`` as ``numbers(inColumn:)-(String)``.
  public func matrix(ofColumns columns: [Int]) throws -> [Float] {
    for column in columns { try check(column) }
    return try bytes.withUnsafeBufferPointer { bytes in
      try [Float](unsafeUninitializedCapacity: rowCount * columns.count) { values, filled in
        for row in 0..<rowCount {
          for column in columns {
            let number = try number(bytes, row: row, column: column)
            values.initializeElement(at: filled, to: Float(number))
            filled += 1
          }
        }
      }
    }
  }

  private func check(_ index: Int) throws {
    guard (0..<columnCount).contains(index) else {
      throw DataFileError(
        file: file, requirement: "a column's position must be in 0..<\(columnCount)",
        received: "\(index)")
    }
  }

  @inline(__always)
  private func number(
    _ bytes: UnsafeBufferPointer<UInt8>, row: Int, column: Int
  ) throws -> Double {
    var range = field(row: row, column: column)
    if let first = range.first, bytes[first] == UInt8(ascii: "\"") {
      range = range.lowerBound + 1..<range.upperBound - 1
    }
    if let value = DecimalNumber.parse(bytes, in: range) { return value }
    let name = columnNames.isEmpty ? "\(column + 1)" : columnNames[column]
    let text = text(row: row, column: column)
    throw DataFileError(
      file: file, line: line(ofRow: row), column: name, requirement: "must be a finite number",
      received: text.isEmpty ? "an empty field" : "'\(text.prefix(40))'")
  }
}
