extension Table {
  /// The table as aligned text, no line wider than `width`.
  ///
  /// Columns are two blanks apart, under a rule. When they do not fit, the columns whose cells go
  /// on in the next line are narrowed down to their longest words, and then the widest of all,
  /// whose cells end in an ellipsis. Columns that still do not fit are cut off. The lines have no
  /// blanks at the end, and the last has no newline.
  public func terminal(width: Int = 80, glyphs: TerminalGlyphs = .unicode) -> String {
    let widths = fittedWidths(to: width)
    let alignments = columns.indices.map(isRightAligned)
    func line(_ cells: [String]) -> String {
      let fields = columns.indices.map { column in
        let text = DisplayWidth.truncated(
          cells[column], to: widths[column], ellipsis: glyphs.ellipsis)
        let blanks = String(repeating: " ", count: widths[column] - DisplayWidth.of(text))
        return alignments[column] ? blanks + text : text + blanks
      }
      return finished(fields.joined(separator: "  "))
    }
    func finished(_ text: String) -> String {
      var text = DisplayWidth.truncated(text, to: max(0, width), ellipsis: glyphs.ellipsis)
      while text.last == " " { text.removeLast() }
      return text
    }
    let rule = widths.map { String(repeating: String(glyphs.horizontalAxis), count: $0) }
    let body = rows.flatMap { row in lines(of: row, widths).map(line) }
    let head = line(columns.map { DisplayWidth.line($0.title) })
    return ([head, finished(rule.joined(separator: "  "))] + body).joined(separator: "\n")
  }

  /// A row's cells, in as many lines as its wrapped cells need.
  private func lines(of row: [String], _ widths: [Int]) -> [[String]] {
    let cells = columns.indices.map { column in
      let cell = cell(row, column)
      return columns[column].isWrapped ? DisplayWidth.wrapped(cell, to: widths[column]) : [cell]
    }
    return (0..<max(1, cells.map(\.count).max() ?? 1)).map { line in
      cells.map { line < $0.count ? $0[line] : "" }
    }
  }

  /// The natural widths of the columns, narrowed until all fit or none has room left.
  private func fittedWidths(to width: Int) -> [Int] {
    var widths = columns.indices.map { column in
      let title = DisplayWidth.of(DisplayWidth.line(columns[column].title))
      return rows.map { DisplayWidth.of(cell($0, column)) }.reduce(title, max)
    }
    let available = width - 2 * max(0, columns.count - 1)
    func narrow(to least: (_ column: Int) -> Int) {
      while widths.reduce(0, +) > available,
        let index = columns.indices.filter({ widths[$0] > least($0) }).max(by: {
          widths[$0] <= widths[$1]
        })
      {
        widths[index] -= 1
      }
    }
    let words = columns.indices.map(longestWord)
    narrow { columns[$0].isWrapped ? words[$0] : .max }
    narrow { _ in 3 }
    return widths
  }

  private func longestWord(in column: Int) -> Int {
    ([columns[column].title] + rows.map { cell($0, column) })
      .flatMap { $0.split(separator: " ") }.map { DisplayWidth.of(String($0)) }.max() ?? 0
  }
}
