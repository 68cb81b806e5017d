/// The points and horizontal lines marked in an SVG panel, with labels clear of the curves.
struct SVGSpots {
  private let panel: ResolvedPanel

  init(_ panel: ResolvedPanel) { self.panel = panel }

  func draw(into svg: inout Markup, _ plot: LabelPlacer.Box) {
    var placer = LabelPlacer(frame: plot)
    for curve in panel.curves where curve.series.style != .faint {
      for line in curve.trace.lines { placer.avoid(line.map { SVGText.point($0, in: plot) }) }
    }
    var labels: [(label: String, candidates: [LabelPlacer.Box])] = []
    for mark in panel.panel.marks {
      let label = SVGText.fitted(DisplayWidth.line(mark.label), to: plot.width - 24)
      let (width, height) = (SVGText.width(label), 16.0)
      switch mark {
      case .horizontal(let y, _):
        guard let at = position(y: y), 0...1 ~= at.y else { continue }
        let position = SVGText.point(at, in: plot)
        svg.empty(
          "line",
          [
            "class": "c-mark", "x1": SVGText.number(plot.x), "y1": SVGText.number(position.y),
            "x2": SVGText.number(plot.x + plot.width), "y2": SVGText.number(position.y),
          ])
        let end = plot.x + plot.width - width - 4
        let boxes = [end, plot.x + 4, (end + plot.x) / 2].flatMap { x in
          [position.y - height - 2, position.y + 2].map {
            LabelPlacer.Box(x: x, y: $0, width: width, height: height)
          }
        }
        labels.append((label, boxes))
      case .point(let x, let y, _), .target(let x, let y, _):
        guard let across = panel.x.position(x), let up = panel.y.position(y),
          0...1 ~= across, 0...1 ~= up
        else { continue }
        let position = SVGText.point(Trace.Position(x: across, y: up), in: plot)
        if case .target = mark {
          let corner = "\(SVGText.number(position.x - 5)) \(SVGText.number(position.y - 5))"
          svg.empty("path", ["class": "c-target", "d": "M\(corner)l10 10m0 -10l-10 10"])
        } else {
          svg.empty(
            "circle",
            [
              "class": "c-spot", "cx": SVGText.number(position.x), "cy": SVGText.number(position.y),
              "r": "4",
            ])
        }
        placer.reserve(LabelPlacer.Box(x: position.x - 5, y: position.y - 5, width: 10, height: 10))
        let sides = [position.x + 8, position.x - width - 8, position.x - width / 2]
        let levels = [-24.0, 8, -8, -40, 24].map { position.y + $0 }
        let boxes = levels.flatMap { y in
          sides.map { LabelPlacer.Box(x: $0, y: y, width: width, height: height) }
        }
        labels.append((label, boxes))
      case .vertical, .band: continue
      }
    }
    for (label, candidates) in labels where !label.isEmpty {
      guard let box = placer.place(candidates) else { continue }
      svg.element(
        "text",
        [
          "class": "c-label", "x": SVGText.number(box.x), "y": SVGText.number(box.y + 12),
        ], label)
    }
  }

  private func position(y: Double) -> Trace.Position? {
    panel.y.position(y).map { Trace.Position(x: 0, y: $0) }
  }
}
