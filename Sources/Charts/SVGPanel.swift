/// One panel of an SVG chart: headline, legend, grid, curves and marks.
struct SVGPanel {
  /// Height of the headline, of a further legend row, and of a row of labels above the plot.
  private static let headHeight = 24.0
  private static let rowHeight = 17.0

  private let panel: ResolvedPanel
  private let width: Double
  private let left: Double
  private let right: Double
  private let height: Double
  private let legend: SVGLegend
  private let flags: SVGFlags

  init(_ panel: ResolvedPanel, width: Double, left: Double, right: Double, height: Double) {
    (self.panel, self.width, self.left, self.right) = (panel, width, left, right)
    self.height = height
    let headline =
      SVGText.width(panel.headline.title, size: 13.5)
      + (panel.headline.detail.isEmpty ? 0 : 8 + SVGText.width(panel.headline.detail))
    legend = SVGLegend(panel.legend, after: SVGChart.margin + headline, width: width)
    flags = SVGFlags(panel, left: left, right: right, width: width)
  }

  /// The height of everything above the plot.
  private var above: Double {
    Self.headHeight + Self.rowHeight * Double(legend.extraRows)
      + (flags.rows == 0 ? 0 : Self.rowHeight * Double(flags.rows) + 2)
  }

  /// The height of the panel without tick labels.
  var totalHeight: Double { above + height }

  /// Draws the panel with its upper edge at `top`.
  func draw(into svg: inout Markup, top: Double, xTicks: [Ticks.Tick], isLast: Bool) {
    let head = top + 14
    svg.open("text", ["x": SVGText.number(SVGChart.margin), "y": SVGText.number(head)])
    svg.raw("<tspan class=\"c-head\">\(Markup.escaped(panel.headline.title))</tspan>")
    if !panel.headline.detail.isEmpty {
      svg.raw("<tspan class=\"c-muted\" dx=\"8\">\(Markup.escaped(panel.headline.detail))</tspan>")
    }
    svg.close("text")
    legend.draw(into: &svg, firstLine: head, rowHeight: Self.rowHeight)

    let plot = LabelPlacer.Box(
      x: left, y: top + above, width: width - left - right, height: height)
    drawGrid(into: &svg, plot, xTicks: xTicks, isLast: isLast)
    SVGPlane(panel).drawContours(into: &svg, plot)
    flags.draw(into: &svg, plot, rowHeight: Self.rowHeight)
    drawCurves(into: &svg, plot)
    SVGPlane(panel).drawSteps(into: &svg, plot)
    SVGSpots(panel).draw(into: &svg, plot)
    if panel.isEmpty {
      svg.element(
        "text",
        [
          "class": "c-muted c-mid", "x": SVGText.number(plot.x + plot.width / 2),
          "y": SVGText.number(plot.y + plot.height / 2),
        ], "no data")
    }
  }

  /// The ticks of the y axis.
  static func yTicks(_ panel: ResolvedPanel, height: Double) -> [Ticks.Tick] {
    Ticks.ticks(in: panel.y, count: max(3, Int(height / 48)))
  }

  private func drawGrid(
    into svg: inout Markup, _ plot: LabelPlacer.Box, xTicks: [Ticks.Tick], isLast: Bool
  ) {
    let bottom = plot.y + plot.height
    for tick in xTicks {
      guard let position = panel.x.position(tick.value), 0...1 ~= position else { continue }
      let x = SVGText.number(plot.x + position * plot.width)
      svg.empty(
        "line",
        [
          "class": "c-grid", "x1": x, "x2": x, "y1": SVGText.number(plot.y),
          "y2": SVGText.number(bottom),
        ])
      guard isLast else { continue }
      svg.element(
        "text", ["class": "c-muted c-mid", "x": x, "y": SVGText.number(bottom + 18)],
        SVGText.minus(tick.label))
    }
    for tick in Self.yTicks(panel, height: height) {
      guard let position = panel.y.position(tick.value), 0...1 ~= position else { continue }
      let y = bottom - position * plot.height
      svg.empty("line", line("c-grid", plot, y: y))
      svg.element(
        "text",
        [
          "class": "c-muted c-end", "x": SVGText.number(plot.x - 8), "y": SVGText.number(y + 4),
        ], SVGText.minus(tick.label))
    }
    svg.empty("line", line("c-axis", plot, y: bottom))
  }

  private func line(
    _ style: String, _ plot: LabelPlacer.Box, y: Double
  ) -> KeyValuePairs<String, String> {
    [
      "class": style, "x1": SVGText.number(plot.x), "x2": SVGText.number(plot.x + plot.width),
      "y1": SVGText.number(y), "y2": SVGText.number(y),
    ]
  }

  /// Faint curves first, so that lines are on top.
  private func drawCurves(into svg: inout Markup, _ plot: LabelPlacer.Box) {
    for isFaint in [true, false] {
      for curve in panel.curves
      where (curve.series.style == .faint) == isFaint && !curve.trace.lines.isEmpty {
        let path = curve.trace.lines.map { SVGText.path($0, in: plot) }.joined()
        var style = "c-line c-s\(curve.color % SVGStylesheet.colors)"
        switch curve.series.style {
        case .line, .path: break
        case .faint: style += " c-faint"
        case .strong: style += " c-strong"
        case .points: style += " c-dots"
        }
        let dashes = SVGLegend.dashes(curve)
        if dashes.isEmpty {
          svg.empty("path", ["class": style, "d": path])
        } else {
          svg.empty("path", ["class": style, "stroke-dasharray": dashes, "d": path])
        }
      }
    }
  }
}
