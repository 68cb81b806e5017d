/// One plot of a ``Chart``: curves and marks over one y axis.
public struct Panel: Hashable, Sendable {
  /// The headline; when empty, the y axis's title takes its place.
  public let title: String
  /// The vertical axis.
  public let y: Axis
  /// The curves, drawn in this order.
  public let series: [Series]
  /// The marks.
  public let marks: [Mark]
  /// Level lines beneath the curves; the panel then shows their part of the plane, whatever the
  /// ranges and scales of the axes.
  public let contours: ContourMap?

  /// Creates a panel.
  public init(
    title: String = "", y: Axis, series: [Series], marks: [Mark] = [], contours: ContourMap? = nil
  ) {
    (self.title, self.y, self.series, self.marks) = (title, y, series, marks)
    self.contours = contours
  }
}
