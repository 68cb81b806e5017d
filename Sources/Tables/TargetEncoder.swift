import DataFiles

/// Turns the target of rows into what a network learns, and back.
package enum TargetEncoder: Codable, Hashable, Sendable {
  /// The classes, numbers in their order and else in that of Unicode.
  case classes([String], column: String)
  /// Numbers, standardized by mean and standard deviation of the training part; `mark` is the decimal
  /// mark of a file whose own fields do not tell it.
  case number(center: Double, scale: Double, column: String, mark: DecimalMark?)

  /// Takes the classes of all rows with a target, or the mean and the standard deviation of `rows`,
  /// the training part, dividing by their number; the scale of equal numbers is 1.
  ///
  /// - Throws: ``DataFileError`` when the column is missing, or a number is missing, none, or too
  ///   large for their standard deviation.
  package init(_ file: TableFile, schema: TableSchema, rows: [Int]) throws {
    let name = schema.target
    let column = try file.column(named: name)
    switch schema.purpose {
    case .classify:
      let summary = ColumnSummary(file, column: column)
      let names = summary.values.sorted(by: CategoryList.isBefore(summary.isAmount))
      self = .classes(names, column: name)
    case .regress:
      let mark = file.tellingMarks[column] ?? file.decimalMark
      let values = try rows.map { try Self.number(file, row: $0, column, mark) }
      let count = Double(max(values.count, 1))
      let mean = values.reduce(0) { $0 + $1 / count }
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }
      guard variance.isFinite else {
        throw DataFileError(
          file: file.path, column: name,
          requirement: "the target's numbers must have a standard deviation",
          received: "ones whose squares are too large",
          advice: "give them in a larger unit")
      }
      let isConstant = values.allSatisfy { $0 == values[0] }
      self = .number(
        center: mean, scale: isConstant ? 1 : variance.squareRoot(), column: name, mark: mark)
    }
  }

  /// The name of the target's column.
  package var column: String {
    switch self {
    case .classes(_, let column), .number(_, _, let column, _): column
    }
  }

  /// The classes in the order of their codes; empty for numbers.
  package var classes: [String] {
    if case .classes(let names, _) = self { names } else { [] }
  }

  /// The positions of the rows' classes in ``classes``.
  ///
  /// - Throws: ``DataFileError`` with the line of a target that is missing or none of the classes.
  /// - Precondition: the target is a class.
  package func codes(_ file: TableFile, rows: [Int]) throws -> [Int64] {
    guard case .classes(let names, let name) = self else {
      preconditionFailure("codes are those of classes; the target '\(column)' is a number")
    }
    let index = try file.column(named: name)
    let areNumbers = names.allSatisfy { Double($0)?.categoryText == $0 }
    let positions = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int64($0)) })
    return try rows.map { row in
      let text = file.categoryText(row: row, column: index, isNumeric: areNumbers)
      guard let code = positions[text] else {
        throw file.fault(
          row: row, column: index, "must be one of the classes \(TableNotices.list(names))")
      }
      return code
    }
  }

  /// The rows' targets, standardized.
  ///
  /// - Throws: ``DataFileError`` with the line of a target that is missing or no number.
  /// - Precondition: the target is a number.
  package func scaled(_ file: TableFile, rows: [Int]) throws -> [Double] {
    guard case .number(let center, let scale, let name, let mark) = self else {
      preconditionFailure("scaled are numbers; the target '\(column)' is a class")
    }
    let index = try file.column(named: name)
    return try rows.map { (try Self.number(file, row: $0, index, mark) - center) / scale }
  }

  /// The number in the target's own unit.
  ///
  /// - Precondition: the target is a number.
  package func value(ofScaled scaled: Double) -> Double {
    guard case .number(let center, let scale, _, _) = self else {
      preconditionFailure("scaled are numbers; the target '\(column)' is a class")
    }
    return scaled * scale + center
  }

  private static func number(
    _ file: TableFile, row: Int, _ column: Int, _ mark: DecimalMark?
  ) throws -> Double {
    let mark = mark ?? file.decimalMark
    guard let number = file.number(row: row, column: column, otherwise: mark) else {
      throw file.fault(row: row, column: column, "the target must be a number")
    }
    return number
  }
}
