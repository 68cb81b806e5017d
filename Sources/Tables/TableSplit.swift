import DataFiles

/// The rows to learn from and the rows held out to judge by, determined by the table and a seed.
///
/// Rows without a target are in neither part. Both parts are in the order of the file.
package struct TableSplit: Codable, Hashable, Sendable {
  /// The rows to learn from.
  package let training: [Int]
  /// The rows that are held out.
  package let heldOut: [Int]

  /// Holds out a fraction of the rows, drawn by the seed; of every class the same, rounded.
  ///
  /// Of a class of two or more rows, at least one is in each part; the only row of a class is one to
  /// learn from.
  ///
  /// - Throws: ``DataFileError`` when there are fewer than two rows with a target.
  /// - Precondition: `fraction` is between 0 and 1.
  package init(_ file: TableFile, schema: TableSchema, fraction: Double = 0.2, seed: UInt64) throws
  {
    precondition(fraction > 0 && fraction < 1, "a fraction must be between 0 and 1")
    let rows = try Self.rows(file, schema)
    var groups = [rows]
    if schema.purpose == .classify {
      let column = try file.column(named: schema.target)
      groups = Self.groups(of: rows, file, column).map(\.rows)
    }
    var generator = SplitMix64(seed: seed)
    var heldOut: Set<Int> = []
    for var group in groups {
      generator.shuffle(&group)
      heldOut.formUnion(group.prefix(Self.size(of: group.count, fraction)))
    }
    // Classes of a single row each leave nothing to hold out.
    if heldOut.isEmpty { heldOut = [rows[rows.count - 1]] }
    self.init(rows, heldOut)
  }

  /// Holds out about a fraction of the rows by the values of a column.
  ///
  /// Of a column of dates, or of numbers called `year`, `time` or the like, the latest are held out;
  /// of any other column, the rows of values drawn by the seed. Rows with the same value are in the
  /// same part, and so are all rows without one.
  ///
  /// - Throws: ``DataFileError`` when there is no such column, or it has the same value in each row.
  /// - Precondition: `fraction` is between 0 and 1.
  package init(
    _ file: TableFile, schema: TableSchema, by name: String, fraction: Double = 0.2, seed: UInt64
  ) throws {
    precondition(fraction > 0 && fraction < 1, "a fraction must be between 0 and 1")
    let rows = try Self.rows(file, schema)
    let column = try file.column(named: name)
    var groups = Self.groups(of: rows, file, column)
    guard groups.count > 1 else {
      throw DataFileError(
        file: file.path, column: name,
        requirement: "the column to split by must have different values",
        received: "'\(file.text(row: rows[0], column: column).prefix(40))' in each row")
    }
    if let times = TimeOrder(file, column, name) {
      // Rows without a time are the earliest, since nothing says that they are late.
      groups.sort { times.key($0.value) > times.key($1.value) }
    } else {
      var generator = SplitMix64(seed: seed)
      generator.shuffle(&groups)
    }
    let wanted = Double(rows.count) * fraction
    var heldOut: Set<Int> = []
    for (index, group) in groups.enumerated() where index < groups.count - 1 {
      let next = heldOut.count + group.rows.count
      let isCloser = abs(Double(next) - wanted) <= abs(Double(heldOut.count) - wanted)
      guard heldOut.isEmpty || isCloser else { break }
      heldOut.formUnion(group.rows)
    }
    self.init(rows, heldOut)
  }

  private init(_ rows: [Int], _ heldOut: Set<Int>) {
    training = rows.filter { !heldOut.contains($0) }
    self.heldOut = heldOut.sorted()
  }

  private static func rows(_ file: TableFile, _ schema: TableSchema) throws -> [Int] {
    let rows = try schema.rows(of: file)
    guard rows.count > 1 else {
      throw DataFileError(
        file: file.path, column: schema.target,
        requirement: "two rows or more must have a target, one of them to hold out",
        received: "\(rows.count)")
    }
    return rows
  }

  private static func size(of count: Int, _ fraction: Double) -> Int {
    guard count > 1 else { return 0 }
    return min(max(Int((Double(count) * fraction).rounded()), 1), count - 1)
  }

  /// The rows of each value, in the order of the first ones.
  private static func groups(
    of rows: [Int], _ file: TableFile, _ column: Int
  ) -> [(value: String, rows: [Int])] {
    var (positions, groups) = ([String: Int](), [(value: String, rows: [Int])]())
    for row in rows {
      var value = file.categoryText(row: row, column: column, isNumeric: true)
      if MissingValue.isMissingWord(value) { value = "" }
      if let position = positions[value] {
        groups[position].rows.append(row)
      } else {
        positions[value] = groups.count
        groups.append((value, [row]))
      }
    }
    return groups
  }
}

/// The order in time of a column's values.
private struct TimeOrder {
  private let order: DateOrder?

  /// The order of a column of dates, or of numbers with a name of times; nil for any other.
  init?(_ file: TableFile, _ column: Int, _ name: String) {
    let summary = ColumnSummary(file, column: column)
    let orders = CalendarDate.orders(of: summary.values)
    if let order = orders.count == 1 ? orders.first : DateOrder.preferred(orders) {
      self.order = order
    } else if summary.isNumeric, ColumnName(name).isTime {
      order = nil
    } else {
      return nil
    }
  }

  func key(_ value: String) -> Double {
    guard let order else { return Double(value) ?? -.infinity }
    return CalendarDate(value, order: order)?.daysSince1970 ?? -.infinity
  }
}

extension DateOrder {
  /// The order to take where several fit: the day first. Nil if none fits.
  static func preferred(_ orders: Set<DateOrder>) -> DateOrder? {
    allCases.first(where: orders.contains)
  }
}
