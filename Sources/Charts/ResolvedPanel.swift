/// A panel with its domains, traces, colours and footnotes: what both renderers start from.
package struct ResolvedPanel: Sendable {
  /// A series with its index in the palette.
  package struct Curve: Sendable {
    package let series: Series
    package let trace: Trace
    /// The dots of a path; nil for other styles.
    package let steps: PathSteps?
    /// The index in the palette, counted from zero without the faint series.
    package let color: Int
    /// Whether the legend names it; a faint curve leaves that to the line over it.
    package let isInLegend: Bool
  }

  package let panel: Panel
  package let x: Domain
  package let y: Domain
  package let curves: [Curve]

  /// Resolves the panels of a chart over one x domain.
  package static func panels(of chart: Chart, columns: Int, padding: Double) -> [ResolvedPanel] {
    let xs = chart.panels.lazy.flatMap { panel in
      [panel.series.flatMap { $0.points.map(\.x) }, panel.marks.flatMap(\.xs)].joined()
    }
    let extent = chart.panels.lazy.compactMap(\.contours?.x).first
    let x = Domain(xs, axis: extent.map { Axis(range: $0) } ?? chart.x)
    return chart.panels.map { ResolvedPanel($0, x: x, columns: columns, padding: padding) }
  }

  private init(_ panel: Panel, x: Domain, columns: Int, padding: Double) {
    let ys = [panel.series.flatMap { $0.points.map(\.y) }, panel.marks.flatMap(\.ys)].joined()
    let axis = panel.contours.map { Axis(range: $0.y) } ?? panel.y
    let y = Domain(ys, axis: axis, padding: padding)
    (self.panel, self.x, self.y) = (panel, x, y)
    var color = 0
    var curves: [Curve] = []
    for (index, series) in panel.series.enumerated() {
      let isFaint = series.style == .faint
      let hasLine = panel.series[(index + 1)...].contains { $0.style != .faint }
      let trace = Trace(series, x: x, y: y, columns: columns)
      let steps = series.style == .path ? PathSteps(series.points, x: x, y: y) : nil
      curves.append(
        Curve(
          series: series, trace: trace, steps: steps, color: color,
          isInLegend: !isFaint || !hasLine))
      if !isFaint { color += 1 }
    }
    self.curves = curves
  }

  /// Whether nothing can be drawn.
  package var isEmpty: Bool {
    curves.allSatisfy { $0.trace.lines.isEmpty } && panel.contours?.contours.isEmpty ?? true
  }

  /// The headline and the y axis's title, the latter first if it stands alone.
  package var headline: (title: String, detail: String) {
    panel.title.isEmpty ? (panel.y.label, "") : (panel.title, panel.y.label)
  }

  /// The curves to name; none if the headline is enough.
  package var legend: [Curve] {
    let named = curves.filter { $0.isInLegend && !$0.series.name.isEmpty }
    let saysNothing =
      named.count == 1 && [panel.title, panel.y.title].contains(named[0].series.name)
    return saysNothing ? [] : named
  }

  /// A sentence on the level lines, and one for each series with points that are not drawn.
  package var footnotes: [String] {
    let left: [String] = curves.indices.compactMap { index in
      let curve = curves[index]
      let trace = curve.trace
      if !curve.isInLegend, let line = curves[(index + 1)...].first?.trace,
        (line.notFinite, line.notPositive) == (trace.notFinite, trace.notPositive)
      {
        return nil  // The line over it has the same gaps and says so.
      }
      let counts = [
        (trace.notPositive, "at or below zero (log axis)"), (trace.notFinite, "not finite"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      let reasons = curve.steps?.notes ?? counts
      guard !reasons.isEmpty else { return nil }
      let name = curve.series.name.isEmpty ? panel.y.title : curve.series.name
      let things = curve.steps == nil ? "values" : "steps"
      return
        "\(name.isEmpty ? "" : name + ": ")\(things) not drawn: \(reasons.joined(separator: ", "))"
    }
    return [panel.contours?.caption].compactMap(\.self) + left
  }
}
