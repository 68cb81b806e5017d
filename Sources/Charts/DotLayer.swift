/// The dots of one curve on a grid of terminal cells.
///
/// With Unicode a cell holds 2 × 4 braille dots, with ASCII one. Dot (0, 0) is at the upper left.
/// Braille's bits run down the left column (1, 2, 4, then 64 at the bottom) and down the right one
/// (8, 16, 32, then 128).
package struct DotLayer: Sendable {
  package let columns: Int
  package let rows: Int
  private let dotsAcross: Int
  private let dotsDown: Int
  private var masks: [UInt8]
  /// The first row that the curve touched in each column of cells.
  package private(set) var firstRow: [Int?]

  package init(columns: Int, rows: Int, glyphs: TerminalGlyphs) {
    (self.columns, self.rows) = (columns, rows)
    (dotsAcross, dotsDown) = glyphs == .unicode ? (2, 4) : (1, 1)
    masks = Array(repeating: 0, count: columns * rows)
    firstRow = Array(repeating: nil, count: columns)
  }

  /// Draws a line through positions in the unit square; a single position is a dot.
  ///
  /// - Parameter spacing: of how many dots in a row one is drawn.
  package mutating func draw(_ line: [Trace.Position], every spacing: Int = 1) {
    guard let first = line.first else { return }
    var start = dot(first)
    var count = 0
    set(start)
    for position in line.dropFirst() {
      let end = dot(position)
      draw(from: start, to: end, every: spacing, count: &count)
      start = end
    }
  }

  /// The braille pattern of a cell, or 0 if it has no dots.
  package func mask(column: Int, row: Int) -> UInt8 { masks[row * columns + column] }

  /// The row of cells for a height in the unit interval.
  package func row(at y: Double) -> Int { dot(Trace.Position(x: 0, y: y)).y / dotsDown }

  /// The column of cells for a position in the unit interval.
  package func column(at x: Double) -> Int { dot(Trace.Position(x: x, y: 0)).x / dotsAcross }

  private func dot(_ position: Trace.Position) -> (x: Int, y: Int) {
    let x = min(max(position.x, 0), 1) * Double(columns * dotsAcross - 1)
    let y = (1 - min(max(position.y, 0), 1)) * Double(rows * dotsDown - 1)
    return (Int(x.rounded()), Int(y.rounded()))
  }

  /// Bresenham's line.
  private mutating func draw(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), every spacing: Int, count: inout Int
  ) {
    let dx = abs(end.x - start.x)
    let dy = -abs(end.y - start.y)
    var error = dx + dy
    var (x, y) = start
    while (x, y) != end {
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += end.x > start.x ? 1 : -1
      }
      if doubled <= dx {
        error += dx
        y += end.y > start.y ? 1 : -1
      }
      count += 1
      if count % spacing == 0 { set((x, y)) }
    }
  }

  private mutating func set(_ dot: (x: Int, y: Int)) {
    let (column, row) = (dot.x / dotsAcross, dot.y / dotsDown)
    let bits: [UInt8] = [1, 2, 4, 64, 8, 16, 32, 128]
    masks[row * columns + column] |= bits[dot.x % dotsAcross * 4 + dot.y % dotsDown]
    if firstRow[column] == nil { firstRow[column] = row }
  }
}
