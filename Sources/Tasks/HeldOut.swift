internal import Training

/// Which rows are trained on and which are held out, by the seed.
package struct HeldOut: Hashable, Sendable {
  /// Rows to train on, in the order of the data.
  package let training: [Int]
  /// Rows to measure on, in the order of the data.
  package let validation: [Int]

  /// A share of all rows held out, rounded.
  package static func plain(count: Int, share: Double, seed: UInt64) -> HeldOut {
    stratified([Int64](repeating: 0, count: count), share: share, seed: seed)
  }

  /// The same share of each class held out, rounded per class.
  package static func stratified(_ classes: [Int64], share: Double, seed: UInt64) -> HeldOut {
    var generator = SeededGenerator(seed: seed, purpose: .split)
    var held: Set<Int> = []
    for member in Set(classes).sorted() {
      var rows = classes.indices.filter { classes[$0] == member }
      generator.shuffle(&rows)
      held.formUnion(rows.prefix(Int((Double(rows.count) * share).rounded())))
    }
    return HeldOut(
      training: classes.indices.filter { !held.contains($0) }, validation: held.sorted())
  }
}

/// A column scaled to mean 0 and deviation 1 over some of its rows.
package struct Standardized {
  /// (x − mean)/deviation of every row; a constant column becomes zeros.
  package let values: [Double]

  package init(_ column: [Double], over rows: [Int]) {
    let mean = rows.reduce(0) { $0 + column[$1] } / Double(rows.count)
    let variance = rows.reduce(0) { $0 + (column[$1] - mean) * (column[$1] - mean) }
    let deviation = (variance / Double(rows.count)).squareRoot()
    // The mean of equal numbers may differ from them in the last bits.
    let isConstant = rows.allSatisfy { column[$0] == column[rows[0]] }
    values = column.map { isConstant ? 0 : ($0 - mean) / deviation }
  }
}
