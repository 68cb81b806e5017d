extension Chart {
  /// The chart as text for a terminal.
  ///
  /// No line is wider than `width`; there are no blanks at line ends and no newline at the end.
  /// Series are told apart by colour, or without it by the markers in the legend.
  ///
  /// - Parameters:
  ///   - width: the columns to use.
  ///   - height: the lines to use, footnotes included; nil stands for 15, or 26 with level lines,
  ///     and 9 for each panel after the first. A panel has at least three rows of dots, and labels
  ///     without room in the plot are put beneath it, even if that takes more lines.
  ///   - color: whether to use ANSI escape sequences; the caller knows the terminal.
  ///   - glyphs: the characters the terminal can show.
  public func terminal(
    width: Int = 80, height: Int? = nil, color: Bool = false, glyphs: TerminalGlyphs = .unicode
  ) -> String {
    let width = max(0, width)
    let height = height ?? (plotRatio == nil ? 15 : 26) + 9 * max(0, panels.count - 1)
    let layout = TerminalLayout(self, width: width, height: height, color: color, glyphs: glyphs)
    return layout.lines()
      .map { $0.rendered(width: width, color: color, ellipsis: glyphs.ellipsis) }
      .joined(separator: "\n")
  }
}

/// Assembles the lines of a chart: titles, legends, plots, axes and footnotes.
private struct TerminalLayout {
  let chart: Chart
  let width: Int
  let color: Bool
  let glyphs: TerminalGlyphs
  let panels: [ResolvedPanel]
  let headers: [[StyledLine]]
  let rows: Int
  let gutter: Int
  let columns: Int

  init(_ chart: Chart, width: Int, height: Int, color: Bool, glyphs: TerminalGlyphs) {
    (self.chart, self.width, self.color, self.glyphs) = (chart, width, color, glyphs)
    panels = ResolvedPanel.panels(of: chart, columns: max(2, 2 * width), padding: 0)
    headers = panels.map { Self.header($0, width: width, color: color, glyphs: glyphs) }
    let titles = [chart.title, chart.subtitle, chart.x.label].filter { !$0.isEmpty }.count
    let bands = panels.filter { panel in
      panel.panel.marks.contains { if case .band = $0 { true } else { false } }
    }.count
    let notes = panels.reduce(bands) { $0 + $1.footnotes.count }
    let taken = headers.reduce(titles + notes + 1) { $0 + $1.count + 1 }
    var rows = max(3, (height - taken) / max(1, panels.count))
    // A cell is twice as high as it is wide.
    if let ratio = chart.plotRatio { rows = max(3, min(rows, Int(Double(width - 6) * ratio / 2))) }
    let labels = panels.flatMap { Ticks.ticks(in: $0.y, count: rows / 2) }.map(\.label.count)
    self.rows = rows
    gutter = labels.max().flatMap { $0 <= width / 3 ? $0 : nil } ?? 0
    let room = width - (gutter == 0 ? 1 : gutter + 2)
    let wish = chart.plotRatio.map { Int((2 * Double(rows) / $0).rounded()) } ?? room
    columns = max(2, min(room, wish))
  }

  private var margin: Int { gutter == 0 ? 1 : gutter + 2 }

  func lines() -> [StyledLine] {
    var lines: [StyledLine] = []
    if !chart.title.isEmpty { lines.append(StyledLine(chart.title, .bold)) }
    if !chart.subtitle.isEmpty { lines.append(StyledLine(chart.subtitle, .dim)) }
    for (index, panel) in panels.enumerated() {
      lines += self.lines(of: panel, header: headers[index], isLast: index == panels.count - 1)
    }
    let notes = panels.flatMap(\.footnotes).flatMap { DisplayWidth.wrapped($0, to: width) }
    return lines + notes.map { StyledLine($0, .dim) }
  }

  private func lines(
    of panel: ResolvedPanel, header: [StyledLine], isLast: Bool
  ) -> [StyledLine] {
    let plot = TerminalPlot(panel, columns: columns, rows: rows, color: color, glyphs: glyphs)
    var labels: [Int: String] = [:]
    for tick in Ticks.ticks(in: panel.y, count: rows / 2) {
      if let row = plot.row(tick.value), labels[row] == nil { labels[row] = tick.label }
    }
    var lines = header
    for (row, cells) in plot.cells.enumerated() {
      var line = StyledLine()
      if gutter > 0 {
        let label = labels[row] ?? ""
        line.pad(to: gutter - label.count)
        line.append(label + " ")
      }
      line.append(String(labels[row] == nil ? glyphs.verticalAxis : glyphs.verticalTick), .dim)
      line.append(cells)
      lines.append(line)
    }
    lines += axis(under: plot, panel, hasLabels: isLast)
    let homeless = plot.homeless.joined(separator: "   ")
    return lines + DisplayWidth.wrapped(homeless, to: width).map { StyledLine($0, .mark) }
  }

  private func axis(
    under plot: TerminalPlot, _ panel: ResolvedPanel, hasLabels: Bool
  ) -> [StyledLine] {
    var axis = Array(repeating: glyphs.horizontalAxis, count: columns)
    for case .band(let x, _) in panel.panel.marks {
      let start = plot.column(max(x.lowerBound, panel.x.lower))
      let end = plot.column(min(x.upperBound, panel.x.upper))
      guard let start, let end, start <= end else { continue }
      for column in start...end { axis[column] = glyphs.bandOnAxis }
    }
    var labels = StyledLine()
    for tick in Ticks.ticks(in: panel.x, count: max(2, columns / 10)) {
      guard let column = plot.column(tick.value) else { continue }
      let centred = margin + column - (tick.label.count - 1) / 2
      let start = max(0, min(centred, width - tick.label.count))
      guard labels.width == 0 || start >= labels.width + 2 else { continue }
      axis[column] = glyphs.horizontalTick
      labels.overwrite(tick.label, at: start)
    }
    var line = StyledLine(String(repeating: " ", count: margin - 1))
    line.append(String(glyphs.corner) + String(axis), .dim)
    guard hasLabels else { return [line] }
    guard !chart.x.label.isEmpty else { return [line, labels] }
    let space = max(0, margin + (columns - DisplayWidth.of(chart.x.label)) / 2)
    var title = StyledLine(String(repeating: " ", count: space))
    title.append(chart.x.label, .dim)
    return [line, labels, title]
  }

  /// The headline with the legend after it, on as many lines as they need.
  private static func header(
    _ panel: ResolvedPanel, width: Int, color: Bool, glyphs: TerminalGlyphs
  ) -> [StyledLine] {
    var lines = [StyledLine(panel.headline.title, .bold)]
    let detail = StyledLine(glyphs.separator + panel.headline.detail, .dim)
    if !panel.headline.detail.isEmpty, lines[0].width + detail.width <= width {
      lines[0].append(detail)
    } else if !panel.headline.detail.isEmpty {
      lines.append(StyledLine(panel.headline.detail, .dim))
    }
    for curve in panel.legend {
      let ink: StyledLine.Ink =
        curve.series.style == .faint ? .faint(curve.color) : .series(curve.color)
      let sign =
        color && glyphs == .unicode ? glyphs.legendLine : String(glyphs.marker(curve.color))
      var entry = StyledLine(sign, ink)
      entry.append(" " + curve.series.name)
      let space = lines[lines.count - 1].width == 0 ? 0 : 3
      if space > 0, lines[lines.count - 1].width + space + entry.width > width {
        lines.append(entry)
      } else {
        lines[lines.count - 1].append(String(repeating: " ", count: space))
        lines[lines.count - 1].append(entry)
      }
    }
    return lines[0].width == 0 ? [] : lines
  }
}
