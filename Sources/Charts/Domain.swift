/// The interval of values that an axis shows, and the way from a value to a position.
///
/// Positions go from 0 at ``lower`` to 1 at ``upper``. Values that hardly differ, or a single one,
/// are put in the middle of a wider interval; no values at all give 0 ... 1, or 1 ... 10 on a log
/// axis.
package struct Domain: Equatable, Sendable {
  /// Bounds beyond which values are drawn at the bound, so that differences stay finite.
  private static let largest = 5e307
  private static let smallest = 1e-300

  package let lower: Double
  package let upper: Double
  package let scale: Axis.Scale

  /// The interval of an axis for these values, which need not be finite.
  ///
  /// - Parameter padding: free space at either end, as a share of the interval; it does not cross
  ///   zero, and a range given by the axis has none.
  package init(_ values: some Sequence<Double>, axis: Axis, padding: Double = 0) {
    scale = axis.scale
    if let range = axis.range {
      lower = max(range.lowerBound, axis.scale == .log ? Self.smallest : -Self.largest)
      upper = min(range.upperBound, Self.largest)
      return
    }
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite && (axis.scale == .linear || value > 0) {
      low = min(low, value)
      high = max(high, value)
    }
    let bounds: (Double, Double)
    switch axis.scale {
    case .linear: bounds = Self.linearBounds(low, high, padding: padding)
    case .log: bounds = Self.logBounds(low, high, padding: padding)
    }
    (lower, upper) = bounds
  }

  /// The position of a value, or nil if it has none: not finite, or not positive on a log axis.
  package func position(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    switch scale {
    case .linear:
      let value = min(max(value, -Self.largest), Self.largest)
      return (value - lower) / (upper - lower)
    case .log:
      guard value > 0 else { return nil }
      let start = PowersOfTen.logarithm(lower)
      return (PowersOfTen.logarithm(value) - start) / (PowersOfTen.logarithm(upper) - start)
    }
  }

  private static func linearBounds(
    _ low: Double, _ high: Double, padding: Double
  ) -> (Double, Double) {
    guard low <= high else { return (0, 1) }
    let low = max(low, -largest)
    let high = min(high, largest)
    let size = max(low.magnitude, high.magnitude)
    if size < smallest { return (-1, 1) }
    if high - low <= 1e-12 * size {
      return (max(low - size / 2, -largest), min(high + size / 2, largest))
    }
    let space = (high - low) * padding
    return (
      low >= 0 ? max(0, low - space) : max(low - space, -largest),
      high <= 0 ? min(0, high + space) : min(high + space, largest)
    )
  }

  private static func logBounds(
    _ low: Double, _ high: Double, padding: Double
  ) -> (Double, Double) {
    guard low <= high else { return (1, 10) }
    let low = max(low, smallest)
    let high = max(min(high, largest), low)
    if high / low <= 1 + 1e-9 { return (low / 3, min(high * 3, largest)) }
    let decades = PowersOfTen.logarithm(high) - PowersOfTen.logarithm(low)
    let space = PowersOfTen.raised(decades * padding)
    return (max(low / space, smallest / 3), min(high * space, largest))
  }
}
