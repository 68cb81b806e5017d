/// A named curve: points in the order in which they are joined.
///
/// A point that is not finite leaves a gap. Any number of points may be given: for drawing they are
/// reduced to the lowest and highest of each column, so that spikes stay visible.
public struct Series: Hashable, Sendable {
  /// How prominently a series is drawn.
  public enum Style: Hashable, Sendable {
    /// A line.
    case line
    /// A noisy background: drawn faintly, in the colour of the next series that is not faint, and
    /// without a place of its own in the legend when there is such a series.
    case faint
    /// A heavier line, such as the smoothed curve over a faint one.
    case strong
    /// Separate points that are not joined.
    case points
    /// A path in the plane, whose point `i` is the position after `i` steps: a line with dots at
    /// the steps, as far as there is room, and a mark at its end.
    case path
  }

  /// A point in the coordinates of the data.
  public struct Point: Hashable, Sendable {
    /// The horizontal coordinate, such as a step.
    public let x: Double
    /// The vertical coordinate, such as a loss.
    public let y: Double

    /// Creates a point.
    public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }
  }

  /// The name in the legend.
  public let name: String
  /// The points, in drawing order.
  public let points: [Point]
  /// How prominently the series is drawn.
  public let style: Style

  /// Creates a series from pairs.
  public init(
    _ name: String, points: some Sequence<(x: Double, y: Double)>, style: Style = .line
  ) {
    self.init(name, points: points.map { Point(x: $0.x, y: $0.y) }, style: style)
  }

  /// Creates a series from points.
  public init(_ name: String, points: [Point], style: Style = .line) {
    (self.name, self.points, self.style) = (name, points, style)
  }

  /// Creates a series from values at the steps 0, 1, 2 and so on.
  public init(_ name: String, values: some Sequence<Double>, style: Style = .line) {
    let points = values.enumerated().map { Point(x: Double($0.offset), y: $0.element) }
    self.init(name, points: points, style: style)
  }

  /// The pair that shows a noisy curve: every value, faint, and the ``smoothed(_:factor:)`` line.
  ///
  /// - Precondition: `factor` is in 0 ..< 1.
  public static func noisy(_ name: String, points: [Point], factor: Double = 0.98) -> [Series] {
    let line = zip(points, smoothed(points.lazy.map(\.y), factor: factor))
      .map { Point(x: $0.x, y: $1) }
    return [
      Series(name, points: points, style: .faint),
      Series("\(name), smoothed", points: line, style: .strong),
    ]
  }
}
