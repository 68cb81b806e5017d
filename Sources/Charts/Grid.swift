/// The values of a function of two variables at the nodes of a rectangular grid.
///
/// Node (0, 0) is at the lower left. Values need not be finite.
package struct Grid: Sendable {
  package let columns: Int
  package let rows: Int
  /// The values, row by row from the lowest.
  package let values: [Double]

  /// Asks for the value at every node, the nodes at the edges of the ranges included.
  ///
  /// - Precondition: at least two columns and two rows.
  package init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int, rows: Int,
    value: (Double, Double) -> Double
  ) {
    precondition(
      columns > 1 && rows > 1, "a grid must have 2 × 2 nodes; received \(columns) × \(rows)")
    (self.columns, self.rows) = (columns, rows)
    func coordinate(_ index: Int, of count: Int, in range: ClosedRange<Double>) -> Double {
      let fraction = Double(index) / Double(count - 1)
      return range.lowerBound * (1 - fraction) + range.upperBound * fraction
    }
    values = (0..<rows).flatMap { row in
      let up = coordinate(row, of: rows, in: y)
      return (0..<columns).map { value(coordinate($0, of: columns, in: x), up) }
    }
  }
}
