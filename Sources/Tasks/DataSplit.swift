internal import Training

/// A split of rows into training and validation, determined by the seed.
package struct DataSplit: Hashable, Sendable {
  /// The training rows, in the order of the data.
  package let training: [Int]
  /// The validation rows, in the order of the data.
  package let validation: [Int]

  /// Holds out a fraction of all rows, rounded, but at least one of two or more.
  package static func plain(count: Int, fraction: Double, seed: UInt64) -> DataSplit {
    stratified([Int64](repeating: 0, count: count), fraction: fraction, seed: seed)
  }

  /// Holds out the same fraction of each class, rounded per class. A class of two or more rows has at
  /// least one in each part; the only row of a class is trained on.
  package static func stratified(_ classes: [Int64], fraction: Double, seed: UInt64) -> DataSplit {
    var generator = SeededGenerator(seed: seed, purpose: .split)
    var held: Set<Int> = []
    for member in Set(classes).sorted() {
      var rows = classes.indices.filter { classes[$0] == member }
      generator.shuffle(&rows)
      let wanted = Int((Double(rows.count) * fraction).rounded())
      held.formUnion(rows.prefix(max(min(wanted, rows.count - 1), min(1, rows.count - 1))))
    }
    return DataSplit(
      training: classes.indices.filter { !held.contains($0) }, validation: held.sorted())
  }
}

/// A column standardized to mean 0 and standard deviation 1 over some of its rows.
package struct Standardized {
  /// (x − mean)/(standard deviation) of every row; a constant column becomes zeros.
  package let values: [Double]

  package init(_ column: [Double], over rows: [Int]) {
    let mean = rows.reduce(0) { $0 + column[$1] } / Double(rows.count)
    let variance = rows.reduce(0) { $0 + (column[$1] - mean) * (column[$1] - mean) }
    let deviation = (variance / Double(rows.count)).squareRoot()
    // The computed mean of equal numbers may differ from them in the last bits.
    let isConstant = rows.allSatisfy { column[$0] == column[rows[0]] }
    values = column.map { isConstant ? 0 : ($0 - mean) / deviation }
  }
}
