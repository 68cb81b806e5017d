/// Rows of text under named columns, for a terminal or a page.
///
/// ```
/// schedule   loss ± spread   rate
/// cosine      0.213 ± 0.01  0.003
/// ```
///
/// A column is aligned as its title asks; `.automatic` puts a column of numbers to the right. Rows
/// shorter than the titles are filled with blanks, and surplus cells are left out.
public struct Table: Hashable, Sendable {
  /// Where the cells of a column stand.
  public enum Alignment: Hashable, Sendable { case automatic, left, right }

  /// A column's title, alignment, and what becomes of a cell that does not fit.
  public struct Column: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The text at the head of the column.
    public let title: String
    /// Where the cells stand.
    public let alignment: Alignment
    /// Whether a cell that does not fit continues on the next line; only a word that is too long is
    /// cut.
    public let isWrapped: Bool

    /// Creates a column.
    public init(_ title: String, alignment: Alignment = .automatic, isWrapped: Bool = false) {
      (self.title, self.alignment, self.isWrapped) = (title, alignment, isWrapped)
    }

    /// Creates a column that is aligned by what it holds.
    public init(stringLiteral value: String) { self.init(value) }
  }

  /// The columns, from left to right.
  public let columns: [Column]
  /// The cells, row by row.
  public let rows: [[String]]

  /// Creates a table.
  public init(columns: [Column], rows: [[String]]) {
    (self.columns, self.rows) = (columns, rows)
  }

  /// The cell of a row under a column, on one line.
  func cell(_ row: [String], _ column: Int) -> String {
    column < row.count ? DisplayWidth.line(row[column]) : ""
  }

  /// Whether a column stands at the right: asked for, or all its non-empty cells are numbers.
  func isRightAligned(_ column: Int) -> Bool {
    switch columns[column].alignment {
    case .left: return false
    case .right: return true
    case .automatic:
      let cells = rows.map { cell($0, column) }.filter {
        !$0.isEmpty && !["-", "–", "—"].contains($0)
      }
      return !cells.isEmpty && cells.allSatisfy(Self.isNumeric)
    }
  }

  /// Whether a text is a number, with a unit at most: `3e-4`, `+2 %`, `1.5k`, `0.21 ± 0.01`.
  private static func isNumeric(_ text: String) -> Bool {
    if ["nan", "inf", "-inf"].contains(text) { return true }
    let digits = text.drop { "+-−±~<>≤≥ ".contains($0) }
    guard let first = digits.first, first.isASCII, first.isNumber else { return false }
    let word = text.reduce(into: (longest: 0, current: 0)) { run, character in
      run.current = character.isLetter ? run.current + 1 : 0
      run.longest = max(run.longest, run.current)
    }
    return word.longest <= 3
  }
}
