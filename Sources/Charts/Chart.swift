/// Panels of curves, one above the other, over one shared x axis.
///
/// ```swift
/// let chart = Chart(
///   title: "Range test", x: Axis("rate", scale: .log),
///   panels: [Panel(y: Axis("loss"), series: [Series("loss", points: points)])])
/// print(chart.terminal(width: 80))
/// let file = chart.svg()
/// ```
///
/// A chart is a plain value; ``terminal(width:height:color:glyphs:)`` and ``svg(width:)`` draw it.
/// Data that cannot be drawn (gaps, values at or below zero on a log axis) is named in a footnote.
public struct Chart: Hashable, Sendable {
  /// The headline; may be empty.
  public let title: String
  /// A line beneath the headline; may be empty.
  public let subtitle: String
  /// The axis that all panels share.
  public let x: Axis
  /// The panels, from top to bottom.
  public let panels: [Panel]

  /// Creates a chart.
  ///
  /// - Precondition: panels with level lines have the same horizontal extent.
  public init(title: String = "", subtitle: String = "", x: Axis = Axis("step"), panels: [Panel]) {
    let extents = Set(panels.compactMap(\.contours?.x))
    precondition(extents.count < 2, "level lines must share one x range; received \(extents)")
    (self.title, self.subtitle, self.x, self.panels) = (title, subtitle, x, panels)
  }

  /// The height of a plot over its width, or nil for the renderer's default.
  var plotRatio: Double? { panels.lazy.compactMap(\.contours?.plotRatio).first }
}
