/// A last row that is no example but the sums of the rows above, as spreadsheets end with.
enum TotalsRow {
  /// The name of the first column whose last value is the sum of the values above, to a millionth of
  /// the sum of their magnitudes; nil if there is none, or fewer than four rows above.
  ///
  /// At least three of the values above must be other than zero, since a sum of fewer is met by
  /// chance.
  static func column(in file: TableFile) -> String? {
    let last = file.rowCount - 1
    guard last >= 4 else { return nil }
    return file.columnNames.indices.first { isSum(file, last, $0) }.map { file.columnNames[$0] }
  }

  private static func isSum(_ file: TableFile, _ last: Int, _ column: Int) -> Bool {
    guard let total = file.number(row: last, column: column), total != 0 else { return false }
    var (sum, magnitude, count) = (0.0, 0.0, 0)
    for row in 0..<last {
      guard let value = file.number(row: row, column: column), value != 0 else { continue }
      (sum, magnitude, count) = (sum + value, magnitude + value.magnitude, count + 1)
    }
    return count >= 3 && (sum - total).magnitude <= 1e-6 * magnitude
  }
}
