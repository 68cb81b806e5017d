/// A mark in a panel.
///
/// Marks are shown even where the data alone would not reach; a mark with a coordinate that is not
/// finite, or not positive on a log axis, is left out.
public enum Mark: Hashable, Sendable {
  /// A line at one x, such as the suggested rate.
  case vertical(x: Double, label: String)
  /// A line at one y, such as the loss of a constant guess.
  case horizontal(y: Double, label: String)
  /// A point on a curve.
  case point(x: Double, y: Double, label: String)
  /// A target, such as a minimum.
  case target(x: Double, y: Double, label: String)
  /// A shaded interval of x, such as the rates that are safe.
  case band(x: ClosedRange<Double>, label: String)

  /// The x coordinates that the axis must reach.
  var xs: [Double] {
    switch self {
    case .vertical(let x, _), .point(let x, _, _), .target(let x, _, _): [x]
    case .horizontal: []
    case .band(let x, _): [x.lowerBound, x.upperBound]
    }
  }

  /// The y coordinates that the axis must reach.
  var ys: [Double] {
    switch self {
    case .horizontal(let y, _), .point(_, let y, _), .target(_, let y, _): [y]
    case .vertical, .band: []
    }
  }

  /// The label of the mark.
  var label: String {
    switch self {
    case .vertical(_, let label), .horizontal(_, let label), .point(_, _, let label),
      .target(_, _, let label), .band(_, let label):
      label
    }
  }
}
