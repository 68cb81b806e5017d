import Charts
import Testing

@Suite struct DotLayerTests {
  private func picture(_ layer: DotLayer) -> [String] {
    (0..<layer.rows).map { row in
      String(
        (0..<layer.columns).compactMap { column in
          Unicode.Scalar(0x2800 + UInt32(layer.mask(column: column, row: row))).map(Character.init)
        })
    }
  }

  private func position(_ x: Double, _ y: Double) -> Trace.Position {
    Trace(
      Series("", points: [(x: x, y: y)]), x: Domain([0, 1], axis: Axis()),
      y: Domain([0, 1], axis: Axis()), columns: 1
    ).lines[0][0]
  }

  @Test func `a diagonal takes one dot in each column and row`() {
    // 4 × 4 dots: (0,3) = 64, (1,2) = 32 in the left cell; (2,1) = 2, (3,0) = 8 in the right one.
    var layer = DotLayer(columns: 2, rows: 1, glyphs: .unicode)
    layer.draw([position(0, 0), position(1, 1)])
    #expect(picture(layer) == ["⡠⠊"])
  }

  @Test func `each corner has its dot`() {
    for (x, y, expected) in [(0.0, 1.0, "⠁"), (1, 1, "⠈"), (0, 0, "⡀"), (1, 0, "⢀")] {
      var layer = DotLayer(columns: 1, rows: 1, glyphs: .unicode)
      layer.draw([position(x, y)])
      #expect(picture(layer) == [expected])
    }
  }

  @Test func `a horizontal and a vertical line`() {
    var layer = DotLayer(columns: 3, rows: 2, glyphs: .unicode)
    layer.draw([position(0, 1), position(1, 1)])
    layer.draw([position(0, 1), position(0, 0)])
    #expect(picture(layer) == ["⡏⠉⠉", "⡇⠀⠀"])
    #expect(layer.firstRow == [0, 0, 0])
  }

  @Test func `a line has the same dots in both directions of a steep slope`() {
    var down = DotLayer(columns: 4, rows: 4, glyphs: .unicode)
    down.draw([position(0, 1), position(1, 0)])
    // A perfect diagonal would need as many dots across as down: here 8 × 16, two rows per column.
    let dots = (0..<4).flatMap { row in (0..<4).map { down.mask(column: $0, row: row) } }
    #expect(dots.reduce(0) { $0 + $1.nonzeroBitCount } == 16)
  }

  @Test func `with ascii a cell is one dot`() {
    var layer = DotLayer(columns: 3, rows: 3, glyphs: .ascii)
    layer.draw([position(0, 0), position(1, 1)])
    let cells = (0..<3).map { row in (0..<3).map { layer.mask(column: $0, row: row) } }
    #expect(cells == [[0, 0, 1], [0, 1, 0], [1, 0, 0]])
  }
}
