extension LogRun {
  /// A series of measurements, at rising steps.
  public struct Series: Hashable, Sendable {
    /// The name of its column.
    public let name: String
    /// The step of each value.
    public let steps: [Int]
    /// The values.
    public let values: [Double]

    /// Creates a series.
    ///
    /// - Precondition: `steps` rises, and there are as many values as steps.
    public init(_ name: String, steps: [Int], values: [Double]) {
      precondition(steps.count == values.count, "each step must have a value")
      precondition(zip(steps, steps.dropFirst()).allSatisfy(<), "the steps must rise")
      (self.name, self.steps, self.values) = (name, steps, values)
    }
  }

  /// A run with a row for each step at which anything was measured; the first column is `step`.
  public init(_ name: String, series: [Series]) {
    self.init(name)
    let steps = Set(series.flatMap(\.steps)).sorted()
    rowCount = steps.count
    columns = [LogColumn("step", rows: Array(steps.indices), values: steps.map(Double.init))]
    for series in series {
      var row = 0
      let rows = series.steps.map { step in
        while steps[row] < step { row += 1 }
        return row
      }
      columns.append(LogColumn(series.name, rows: rows, values: series.values))
    }
  }

  /// Gives each row to `body`: the values in the order of the columns, nil where a row has none.
  func forEachRow(_ body: ([Double?]) throws -> Void) rethrows {
    var positions = [Int](repeating: 0, count: columns.count)
    for row in 0..<rowCount {
      let values = columns.indices.map { column -> Double? in
        let position = positions[column]
        guard position < columns[column].rows.count, columns[column].rows[position] == row else {
          return nil
        }
        positions[column] += 1
        return columns[column].values[position]
      }
      try body(values)
    }
  }
}
