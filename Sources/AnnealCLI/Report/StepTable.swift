internal import Charts

/// Columns of numbers beside the steps at which they are.
struct StepTable {
  let steps: [String]
  let columns: [(name: String, cells: [String])]

  /// The table. If the columns do not fit, it becomes several tables, one below the other; no
  /// number is cut.
  func text(width: Int, glyphs: TerminalGlyphs) -> String {
    func table(_ part: ArraySlice<(name: String, cells: [String])>) -> Table {
      Table(
        columns: [Table.Column("step", alignment: .right)]
          + part.map { Table.Column($0.name, alignment: .right) },
        rows: steps.indices.map { row in [steps[row]] + part.map { $0.cells[row] } })
    }
    func needed(_ part: ArraySlice<(name: String, cells: [String])>) -> Int {
      let texts = [["step"] + steps] + part.map { [$0.name] + $0.cells }
      return texts.reduce(-2) { $0 + 2 + ($1.map(\.count).max() ?? 0) }
    }
    var tables: [String] = []
    var rest = columns[...]
    while !rest.isEmpty {
      var part = rest
      while part.count > 1, needed(part) > width { part.removeLast() }
      tables.append(table(part).terminal(width: width, glyphs: glyphs))
      rest = rest.dropFirst(part.count)
    }
    return tables.joined(separator: "\n\n")
  }
}
