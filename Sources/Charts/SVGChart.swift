/// The layout of an SVG chart: titles, panels one above the other, tick labels and footnotes.
struct SVGChart {
  /// The free space at the left and right edges.
  static let margin = 16.0

  private let chart: Chart
  private let width: Double
  private let panels: [ResolvedPanel]

  init(_ chart: Chart, width: Double) {
    (self.chart, self.width) = (chart, width)
    panels = ResolvedPanel.panels(of: chart, columns: Int(width), padding: 0.05)
  }

  /// The height of a plot of a width.
  private func plotHeight(width: Double) -> Double {
    if let ratio = chart.plotRatio { return (width * ratio).rounded() }
    return max(130, (self.width * (chart.panels.count > 1 ? 0.26 : 0.36)).rounded())
  }

  /// The whole element.
  ///
  /// - Parameter hasStyle: whether it brings its style sheet; a page with many has one for all.
  func text(hasStyle: Bool) -> String {
    var body = Markup()
    let height = draw(into: &body)
    let size = (SVGText.number(width), SVGText.number(height))
    var svg = Markup()
    svg.open(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "cc", "role": "img",
        "viewBox": "0 0 \(size.0) \(size.1)", "width": size.0, "height": size.1,
      ])
    svg.element("title", chart.title.isEmpty ? description : chart.title)
    svg.element("desc", description)
    if hasStyle {
      svg.element("style", SVGStylesheet.text + (hasPlane ? SVGStylesheet.plane : ""))
    }
    svg.empty("rect", ["class": "c-paper", "width": size.0, "height": size.1])
    svg.raw(body.text)
    svg.close("svg")
    return svg.text
  }

  /// Whether anything needs the rules for paths and level lines.
  private var hasPlane: Bool {
    chart.panels.contains { panel in
      panel.contours != nil || panel.series.contains { $0.style == .path }
        || panel.marks.contains { if case .target = $0 { true } else { false } }
    }
  }

  /// One sentence for people who cannot see the chart.
  private var description: String {
    let parts = panels.map { panel in
      let names = panel.curves.map(\.series.name).filter { !$0.isEmpty }.joined(separator: ", ")
      let range = "\(compact(panel.y.lower)) to \(compact(panel.y.upper))"
      let subject = panel.panel.y.label.isEmpty ? "values" : panel.panel.y.label
      return panel.isEmpty
        ? "\(subject): no data"
        : "\(subject) on an axis from \(range)" + (names.isEmpty ? "" : " (\(names))")
    }
    let x = panels.first.map { "\(compact($0.x.lower)) to \(compact($0.x.upper))" } ?? "no data"
    let kind = chart.plotRatio == nil ? "Line chart" : "Paths and level lines"
    return "\(kind) over \(chart.x.label.isEmpty ? "x" : chart.x.label) from \(x). "
      + parts.joined(separator: "; ") + "."
  }

  /// Draws everything and returns the height it took.
  private func draw(into svg: inout Markup) -> Double {
    var y = 12.0
    func text(_ content: String, _ style: String, size: Double = 12, advance: Double) {
      let content = SVGText.fitted(
        DisplayWidth.line(content), to: width - 2 * Self.margin, size: size)
      svg.element(
        "text",
        ["class": style, "x": SVGText.number(Self.margin), "y": SVGText.number(y + advance - 5)],
        content)
      y += advance
    }
    if !chart.title.isEmpty { text(chart.title, "c-title", size: 18, advance: 24) }
    if !chart.subtitle.isEmpty { text(chart.subtitle, "c-muted", advance: 18) }
    y += y > 12 ? 10 : 0

    // As wide as the plot is without labels; they are as wide for nearly that height.
    let height = plotHeight(width: width - 2 * Self.margin - 28)
    let labels = panels.flatMap { SVGPanel.yTicks($0, height: height) }
    let left = labels.map { SVGText.width($0.label) }.reduce(20, max) + Self.margin + 8
    let ticks = xTicks(left: left)
    let right = max(Self.margin, (ticks.last.map { SVGText.width($0.label) } ?? 0) / 2 + 6)
    let plot = plotHeight(width: width - left - right)
    for (index, panel) in panels.enumerated() {
      let drawing = SVGPanel(panel, width: width, left: left, right: right, height: plot)
      drawing.draw(into: &svg, top: y, xTicks: ticks, isLast: index == panels.count - 1)
      y += drawing.totalHeight + 20
    }
    y += 4
    if !chart.x.label.isEmpty {
      svg.element(
        "text",
        [
          "class": "c-muted c-mid", "x": SVGText.number((left + width - right) / 2),
          "y": SVGText.number(y + 12),
        ], DisplayWidth.line(chart.x.label))
      y += 20
    }
    for note in panels.flatMap(\.footnotes) { text(note, "c-muted", advance: 18) }
    return y + 8
  }

  /// The ticks of the shared axis, thinned until their labels keep apart.
  private func xTicks(left: Double) -> [Ticks.Tick] {
    guard let x = panels.first?.x else { return [] }
    let plot = width - left - Self.margin
    var end = -Double.infinity
    let spacing = x.scale == .log ? 55.0 : 95  // labels of powers of ten are short
    return Ticks.ticks(in: x, count: max(3, Int(plot / spacing))).filter { tick in
      guard let position = x.position(tick.value), 0...1 ~= position else { return false }
      let half = SVGText.width(tick.label) / 2
      guard position * plot - half >= end + 8 else { return false }
      end = position * plot + half
      return true
    }
  }
}

extension Chart {
  /// The chart as a self-contained SVG file.
  ///
  /// It has a `viewBox`, follows the reader's light or dark scheme, uses the fonts of the system,
  /// and describes itself to screen readers. Text is escaped. The height follows from the content.
  ///
  /// - Parameter width: the width in CSS pixels; about 720 for a page and 360 for a phone.
  /// - Precondition: `width` is at least 120.
  public func svg(width: Double = 720) -> String {
    precondition(width >= 120, "width must be at least 120; received \(width)")
    return SVGChart(self, width: width).text(hasStyle: true)
  }
}
