/// The parts of an SVG panel that shows a plane: level lines, and the steps of paths.
struct SVGPlane {
  /// How far a level line may be from the curve it stands for, and how close dots may be, in
  /// pixels.
  private static let tolerance = 0.2
  private static let stepDistance = 7.0

  private let panel: ResolvedPanel

  init(_ panel: ResolvedPanel) { self.panel = panel }

  /// Draws the level lines, one element for each level, fainter towards the highest.
  func drawContours(into svg: inout Markup, _ plot: LabelPlacer.Box) {
    guard let contours = panel.panel.contours?.contours else { return }
    for (index, contour) in contours.enumerated() {
      let path = contour.lines.map { line in
        let points = line.map { SVGText.point($0, in: plot) }
        return "M"
          + Polyline(points, tolerance: Self.tolerance).points
          .map { "\(SVGText.number($0.x)) \(SVGText.number($0.y))" }.joined(separator: "L")
      }.joined()
      let fraction = Double(index) / Double(max(1, contours.count - 1))
      svg.empty(
        "path",
        ["class": "c-level", "opacity": SVGText.number(1 - 0.5 * fraction), "d": path])
    }
  }

  /// Draws dots at the steps of paths, and a larger one at the end of each.
  func drawSteps(into svg: inout Markup, _ plot: LabelPlacer.Box) {
    for curve in panel.curves {
      guard let steps = curve.steps else { continue }
      let style = "c-line c-s\(curve.color % SVGStylesheet.colors)"
      let dots = steps.apart(by: Self.stepDistance) { one, other in
        let (dx, dy) = ((one.x - other.x) * plot.width, (one.y - other.y) * plot.height)
        return (dx * dx + dy * dy).squareRoot()
      }
      if !dots.isEmpty {
        let path = dots.map { SVGText.path([$0], in: plot) }.joined()
        svg.empty("path", ["class": "\(style) c-steps", "d": path])
      }
      if let end = steps.end {
        svg.empty("path", ["class": "\(style) c-last", "d": SVGText.path([end], in: plot)])
      }
    }
  }
}
