/// The legend of an SVG panel: beside the headline if it fits there, else on rows beneath.
struct SVGLegend {
  private let entries: [(curve: ResolvedPanel.Curve, x: Double, row: Int)]

  /// How many rows it takes besides the headline's.
  let extraRows: Int

  init(_ curves: [ResolvedPanel.Curve], after headline: Double, width: Double) {
    let margin = SVGChart.margin
    let widths = curves.map { 24 + SVGText.width($0.series.name) }
    let total = widths.reduce(0, +) + 18 * Double(max(0, curves.count - 1))
    var entries: [(curve: ResolvedPanel.Curve, x: Double, row: Int)] = []
    var isBeside = headline + 24 + total <= width - margin
    if curves.isEmpty { isBeside = true }
    var x = isBeside ? width - margin - total : margin
    var row = isBeside ? 0 : 1
    for (curve, entry) in zip(curves, widths) {
      if !isBeside, x > margin, x + entry > width - margin {
        x = margin
        row += 1
      }
      entries.append((curve, x, row))
      x += entry + 18
    }
    self.entries = entries
    extraRows = isBeside ? 0 : row
  }

  func draw(into svg: inout Markup, firstLine: Double, rowHeight: Double) {
    for entry in entries {
      let y = firstLine + rowHeight * Double(entry.row)
      var style = "c-line c-s\(entry.curve.color % SVGStylesheet.colors)"
      let isDots = entry.curve.series.style == .points
      style += isDots ? " c-dots" : " c-strong"
      if entry.curve.series.style == .faint { style += " c-faint" }
      let path =
        "M\(SVGText.number(entry.x + (isDots ? 9 : 1))) \(SVGText.number(y - 4))"
        + (isDots ? "h0" : "h16")
      svg.empty(
        "path",
        ["class": style, "stroke-dasharray": Self.dashes(entry.curve, none: "none"), "d": path])
      svg.element(
        "text", ["x": SVGText.number(entry.x + 24), "y": SVGText.number(y)],
        DisplayWidth.line(entry.curve.series.name))
    }
  }

  /// The dashes that tell a series from the one of the same colour before it.
  static func dashes(_ curve: ResolvedPanel.Curve, none: String = "") -> String {
    guard curve.series.style != .points else { return none }
    return [none, "6 4", "2 3"][curve.color / SVGStylesheet.colors % 3]
  }
}
