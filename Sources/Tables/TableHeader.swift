import DataFiles
import Foundation

/// The names in the first line of a table.
enum TableHeader {
  /// The names of `table`'s columns, without the spaces around them.
  ///
  /// Last columns without a name and any value are left out. The first name may be empty, as pandas and R write the column of row labels; it reads `row`.
  ///
  /// - Throws: ``DataFileError`` when another name is empty, two are equal, or the line holds
  ///   numbers with a fraction or a sign instead of names.
  static func names(of table: CSVTable) throws -> [String] {
    var names = table.columnNames.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    while names.count > 1, names.last == "", isEmpty(names.count - 1, in: table) {
      names.removeLast()
    }
    func fault(_ column: Int, _ requirement: String, _ received: String, _ advice: String? = nil)
      -> DataFileError
    {
      DataFileError(
        file: table.file, line: table.headerLine, column: "\(column + 1)", requirement: requirement,
        received: received, advice: advice)
    }
    let numbers = names.filter { Double($0) != nil }
    // Where the first name is empty, others may be numbers: those of a table's columns in R.
    if !names[0].isEmpty, numbers.count * 2 >= names.count,
      let number = numbers.first(where: isMeasured)
    {
      throw DataFileError(
        file: table.file, line: table.headerLine,
        requirement: "the first line must name the columns",
        received: "the number '\(number)'", advice: "put a line of names above it")
    }
    if names.count > 1, names[0].isEmpty, !names.contains("row") { names[0] = "row" }
    var first: [String: Int] = [:]
    for (column, name) in names.enumerated() {
      guard !name.isEmpty else { throw fault(column, "a column must have a name", "an empty one") }
      if let other = first.updateValue(column, forKey: name) {
        throw fault(
          column, "a column's name must be its own",
          "'\(name.prefix(40))', which is that of column \(other + 1) too")
      }
    }
    return names
  }

  private static func isEmpty(_ column: Int, in table: CSVTable) -> Bool {
    (0..<table.rowCount).allSatisfy { table.field(row: $0, column: column).isEmpty }
  }

  private static func isMeasured(_ name: String) -> Bool {
    name.contains(".") || name.hasPrefix("-")
  }
}
