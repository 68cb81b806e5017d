/// The cells of one panel in the terminal: curves, marks and their labels.
struct TerminalPlot {
  private let panel: ResolvedPanel
  private let glyphs: TerminalGlyphs
  private let layer: DotLayer
  private(set) var cells: [[StyledLine.Glyph]]
  /// Labels without a free position in the plot.
  private(set) var homeless: [String] = []

  init(_ panel: ResolvedPanel, columns: Int, rows: Int, color: Bool, glyphs: TerminalGlyphs) {
    (self.panel, self.glyphs) = (panel, glyphs)
    layer = DotLayer(columns: columns, rows: rows, glyphs: glyphs)
    let plane = TerminalPlane(panel, layer, color: color, glyphs: glyphs)
    cells = plane.ground()
    drawCurves(color: color)
    for sign in plane.steps() { cells[sign.row][sign.column] = sign.glyph }
    drawMarks()
    for sign in plane.ends() { cells[sign.row][sign.column] = sign.glyph }
    if panel.isEmpty { write("no data", row: rows / 2, column: max(0, (columns - 7) / 2)) }
  }

  /// The row of cells for a value.
  func row(_ value: Double) -> Int? {
    panel.y.position(value).flatMap { 0...1 ~= $0 ? layer.row(at: $0) : nil }
  }

  /// The column of cells for a value.
  func column(_ value: Double) -> Int? {
    panel.x.position(value).flatMap { 0...1 ~= $0 ? layer.column(at: $0) : nil }
  }

  private mutating func drawCurves(color: Bool) {
    // Without colour, faint dots would only make the line over them illegible.
    let curves = panel.curves.filter { color || $0.isInLegend }
    for isFaint in [true, false] {
      for curve in curves where (curve.series.style == .faint) == isFaint {
        var dots = layer
        for line in curve.trace.lines { dots.draw(line) }
        merge(dots, curve)
        let needsSigns = !color && glyphs == .unicode && panel.legend.count > 1
        if needsSigns, !isFaint, curve.steps == nil { sign(dots, curve) }
      }
    }
  }

  /// Adds the dots of a curve; a line replaces the faint dots and level lines beneath it and joins
  /// other lines.
  private mutating func merge(_ dots: DotLayer, _ curve: ResolvedPanel.Curve) {
    let isFaint = curve.series.style == .faint
    let ink: StyledLine.Ink = isFaint ? .faint(curve.color) : .series(curve.color)
    for row in 0..<dots.rows {
      for column in 0..<dots.columns where dots.mask(column: column, row: row) != 0 {
        var mask = UInt32(dots.mask(column: column, row: row))
        let old = cells[row][column]
        let value = old.character.unicodeScalars.first?.value ?? 0
        if case .faint = old.ink, !isFaint {
        } else if old.ink == .contour {
        } else if 0x2800...0x28FF ~= value {
          mask |= value - 0x2800
        }
        let braille = Unicode.Scalar(0x2800 + mask).map(Character.init) ?? " "
        let plain = isFaint ? "." : glyphs.marker(curve.color)
        cells[row][column] = StyledLine.Glyph(
          character: glyphs == .unicode ? braille : plain, ink: ink)
      }
    }
  }

  /// Puts the legend's marker on a curve every 16 cells, curves taking turns.
  private mutating func sign(_ dots: DotLayer, _ curve: ResolvedPanel.Curve) {
    let spacing = 16
    let offset = curve.color * spacing / max(1, panel.legend.count)
    let touched = dots.firstRow.indices.filter { dots.firstRow[$0] != nil }
    var columns = touched.filter { ($0 + offset) % spacing == spacing / 2 }
    if columns.isEmpty, !touched.isEmpty { columns = [touched[touched.count / 2]] }
    for column in columns {
      guard let row = dots.firstRow[column] else { continue }
      cells[row][column] = StyledLine.Glyph(
        character: glyphs.marker(curve.color), ink: .series(curve.color))
    }
  }

  private mutating func drawMarks() {
    for mark in panel.panel.marks {
      switch mark {
      case .vertical(let x, let label):
        guard let column = column(x) else { continue }
        for row in cells.indices { fill(row, column, glyphs.verticalMark) }
        place(label, glyphs.verticalMark, rows: Array(cells.indices), beside: column)
      case .horizontal(let y, let label):
        guard let row = row(y) else { continue }
        for column in cells[row].indices { fill(row, column, glyphs.horizontalMark) }
        let width = DisplayWidth.of(label)
        place(
          label, glyphs.horizontalMark, rows: [row - 1, row + 1],
          beside: cells[row].count - width - 2)
      case .point(let x, let y, let label): point(x, y, label, glyphs.pointMark)
      case .target(let x, let y, let label): point(x, y, label, glyphs.targetMark)
      case .band(let x, let label):
        guard column(x.lowerBound) != nil || column(x.upperBound) != nil else { continue }
        homeless.append("\(glyphs.bandOnAxis)\(glyphs.bandOnAxis) \(label)")
      }
    }
  }

  private mutating func point(_ x: Double, _ y: Double, _ label: String, _ sign: Character) {
    guard let column = column(x), let row = row(y) else { return }
    cells[row][column] = StyledLine.Glyph(character: sign, ink: .mark)
    place(label, sign, rows: [row, row - 1, row + 1, row - 2, row + 2], beside: column)
  }

  private mutating func fill(_ row: Int, _ column: Int, _ character: Character) {
    guard cells[row][column].character == " " else { return }
    cells[row][column] = StyledLine.Glyph(character: character, ink: .dim)
  }

  /// Writes a label into free cells to the right or left of a column, in the first row with room.
  private mutating func place(
    _ label: String, _ sign: Character, rows: [Int], beside column: Int
  ) {
    let label = DisplayWidth.line(label)
    let width = DisplayWidth.of(label)
    guard width > 0 else { return }
    for row in rows where cells.indices.contains(row) {
      for start in [column + 2, column - width - 1]
      where start >= 0 && start + width <= cells[row].count {
        let range = max(0, start - 1)..<min(cells[row].count, start + width + 1)
        let others = range.filter { $0 != column && !isFree(row, $0) }
        if others.isEmpty {
          for cell in range where cells[row][cell].ink == .contour { clear(row, cell) }
          write(label, row: row, column: start)
          return
        }
      }
    }
    homeless.append("\(sign) \(label)")
  }

  /// Whether a label may stand here; it hides level lines.
  private func isFree(_ row: Int, _ column: Int) -> Bool {
    cells[row][column].character == " " || cells[row][column].ink == .contour
  }

  private mutating func clear(_ row: Int, _ column: Int) {
    cells[row][column] = StyledLine.Glyph(character: " ", ink: .plain)
  }

  private mutating func write(_ text: String, row: Int, column: Int) {
    var column = column
    for character in text where column < cells[row].count {
      cells[row][column] = StyledLine.Glyph(character: character, ink: .mark)
      let width = DisplayWidth.of(character)
      // A zero-width blank keeps the row's count of cells beside a wide character.
      for extra in 1..<max(1, width) where column + extra < cells[row].count {
        cells[row][column + extra] = StyledLine.Glyph(character: "\u{200B}", ink: .mark)
      }
      column += max(1, width)
    }
  }
}
