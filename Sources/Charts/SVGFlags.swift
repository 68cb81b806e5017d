/// The vertical lines and bands of an SVG panel, with their labels in rows above the plot.
///
/// A label stands over its line, to the right of it where there is room. Labels that would touch
/// go to a row of their own, and each line, or bracket over a band, reaches up to its label.
struct SVGFlags {
  private struct Flag {
    let label: String
    let position: Double
    let end: Double?
    let x: Double
    var row: Int
  }

  private let flags: [Flag]

  /// How many rows of labels there are.
  let rows: Int

  init(_ panel: ResolvedPanel, left: Double, right: Double, width: Double) {
    var flags: [Flag] = []
    var ends: [Double] = []
    let plot = width - left - right
    let spans = panel.panel.marks.compactMap { mark -> (String, Double, Double?)? in
      switch mark {
      case .vertical(let x, let label):
        return panel.x.position(x).flatMap { 0...1 ~= $0 ? (label, $0, nil) : nil }
      case .band(let x, let label):
        let start = min(max(panel.x.position(x.lowerBound) ?? 0, 0), 1)
        guard let end = panel.x.position(x.upperBound).map({ min($0, 1) }), end > start else {
          return nil
        }
        return (label, start, end)
      case .horizontal, .point, .target: return nil
      }
    }
    for (label, position, end) in spans.sorted(by: { $0.1 < $1.1 }) {
      let label = SVGText.fitted(DisplayWidth.line(label), to: width - 2 * SVGChart.margin)
      let size = SVGText.width(label)
      let line = left + position * plot
      let x = max(SVGChart.margin, min(line + 4, width - SVGChart.margin - size))
      let row = ends.firstIndex { $0 + 10 <= x } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = x + size
      flags.append(Flag(label: label, position: position, end: end, x: x, row: row))
    }
    rows = ends.count
    // The first label in the lowest row would be crossed by later lines that reach higher.
    self.flags = flags.map { flag in
      var flag = flag
      flag.row = ends.count - 1 - flag.row
      return flag
    }
  }

  /// Draws the marks over the plot, and the labels above it.
  func draw(into svg: inout Markup, _ plot: LabelPlacer.Box, rowHeight: Double) {
    let bottom = plot.y + plot.height
    for flag in flags {
      // Row 0 is the lowest.
      let base = plot.y - 6 - rowHeight * Double(flag.row)
      let x = plot.x + flag.position * plot.width
      if let end = flag.end {
        let width = SVGText.number((end - flag.position) * plot.width)
        let (left, top) = (SVGText.number(x), SVGText.number(plot.y))
        svg.empty(
          "rect",
          [
            "class": "c-band", "x": left, "y": top, "width": width,
            "height": SVGText.number(plot.height),
          ])
        // A bracket over the band, up to its label.
        svg.empty(
          "path",
          ["class": "c-bracket", "d": "M\(left) \(SVGText.number(base - 10))V\(top)h\(width)"])
      } else {
        svg.empty(
          "line",
          [
            "class": "c-mark", "x1": SVGText.number(x), "x2": SVGText.number(x),
            "y1": SVGText.number(base - 10), "y2": SVGText.number(bottom),
          ])
      }
    }
    for flag in flags where !flag.label.isEmpty {
      let base = plot.y - 6 - rowHeight * Double(flag.row)
      svg.element(
        "text",
        ["class": "c-label", "x": SVGText.number(flag.x), "y": SVGText.number(base)], flag.label)
    }
  }
}
