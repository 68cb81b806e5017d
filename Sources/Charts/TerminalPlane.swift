/// What a panel in the terminal has besides curves when it shows a plane: level lines, and the
/// steps of paths.
struct TerminalPlane {
  /// A sign in a cell.
  typealias Sign = (row: Int, column: Int, glyph: StyledLine.Glyph)

  /// How close the signs of steps may be, in the width of a cell.
  private static let stepDistance = 4.0
  /// Without colour every third dot of a level line is drawn, to tell it from a path.
  private static let dotSpacing = 3

  private let panel: ResolvedPanel
  private let layer: DotLayer
  private let color: Bool
  private let glyphs: TerminalGlyphs

  init(_ panel: ResolvedPanel, _ layer: DotLayer, color: Bool, glyphs: TerminalGlyphs) {
    (self.panel, self.layer, self.color, self.glyphs) = (panel, layer, color, glyphs)
  }

  /// The cells with the level lines alone.
  func ground() -> [[StyledLine.Glyph]] {
    let blank = StyledLine.Glyph(character: " ", ink: .plain)
    var cells = Array(
      repeating: Array(repeating: blank, count: layer.columns), count: layer.rows)
    var dots = layer
    let spacing = color || glyphs == .ascii ? 1 : Self.dotSpacing
    for line in panel.panel.contours?.contours.flatMap(\.lines) ?? [] {
      dots.draw(line, every: spacing)
    }
    for row in cells.indices {
      for column in cells[row].indices {
        let mask = dots.mask(column: column, row: row)
        guard mask != 0 else { continue }
        let braille = Unicode.Scalar(0x2800 + UInt32(mask)).map(Character.init) ?? " "
        cells[row][column] = StyledLine.Glyph(
          character: glyphs == .unicode ? braille : ".", ink: .contour)
      }
    }
    return cells
  }

  /// Signs for steps: the legend's where nothing else tells paths apart.
  func steps() -> [Sign] {
    let needsMarkers = glyphs == .ascii || (!color && panel.legend.count > 1)
    return panel.curves.flatMap { curve in
      let dots = curve.steps?.apart(by: Self.stepDistance) { one, other in
        max(
          (one.x - other.x).magnitude * Double(layer.columns),
          2 * (one.y - other.y).magnitude * Double(layer.rows))
      }
      let character = needsMarkers ? glyphs.marker(curve.color) : glyphs.step
      return (dots ?? []).map { sign(character, at: $0, curve) }
    }
  }

  /// The legend's sign at the end of each path.
  func ends() -> [Sign] {
    panel.curves.compactMap { curve in
      curve.steps?.end.map { sign(glyphs.marker(curve.color), at: $0, curve) }
    }
  }

  private func sign(
    _ character: Character, at position: Trace.Position, _ curve: ResolvedPanel.Curve
  ) -> Sign {
    let glyph = StyledLine.Glyph(character: character, ink: .series(curve.color))
    return (layer.row(at: position.y), layer.column(at: position.x), glyph)
  }
}
