/// One direction of a chart: what it measures, and how.
///
/// ```swift
/// Axis("loss", unit: "nats", scale: .log)
/// ```
///
/// The range comes from the data and the marks unless it is given.
public struct Axis: Hashable, Sendable {
  /// How values become positions.
  public enum Scale: Hashable, Sendable {
    /// Equal distances for equal differences.
    case linear
    /// Equal distances for equal ratios; values at or below zero cannot be shown.
    case log
  }

  /// What is measured.
  public let title: String
  /// The unit, shown in parentheses after the title.
  public let unit: String
  /// How values become positions.
  public let scale: Scale
  /// The values to show, or nil for all.
  public let range: ClosedRange<Double>?

  /// Creates an axis.
  ///
  /// - Precondition: `range` has finite, distinct bounds, positive ones on a `.log` axis.
  public init(
    _ title: String = "", unit: String = "", scale: Scale = .linear,
    range: ClosedRange<Double>? = nil
  ) {
    if let range {
      precondition(
        range.lowerBound.isFinite && range.upperBound.isFinite
          && range.lowerBound < range.upperBound,
        "range must have finite, distinct bounds; received \(range)")
      precondition(
        scale == .linear || range.lowerBound > 0,
        "range must be positive on a log axis; received \(range)")
    }
    (self.title, self.unit, self.scale, self.range) = (title, unit, scale, range)
  }

  /// The title with its unit.
  var label: String {
    unit.isEmpty ? title : title.isEmpty ? unit : "\(title) (\(unit))"
  }
}
