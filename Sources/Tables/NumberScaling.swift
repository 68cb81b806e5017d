import Foundation

/// A robust standardization of numbers, from the values of the training part.
///
/// ```
/// z = (t(x) − median) / ((q75 − q25) / 1.349), clipped to −8 ... 8
/// ```
///
/// where the quantiles are those of t(x), linearly interpolated, and 1.349 makes the scale the
/// standard deviation of a normal distribution. Where half of the values are equal, the scale is the
/// standard deviation, and 1 where all are.
///
/// t is the identity, unless more than one in 200 values is over 8 scales from the median, or any
/// where the scale is the standard deviation: a long tail, and not single mistakes, which are
/// clipped. Then t(x) = ln(x + offset) for values that are not negative, with offset 0 if they are
/// positive and else the least positive one; and t(x) = asinh((x − median) / scale), a signed
/// logarithm, for others. A number below the training part's least takes that one's logarithm.
package struct NumberScaling: Codable, Hashable, Sendable {
  /// What is done to a number before it is standardized.
  package enum Transform: Codable, Hashable, Sendable {
    /// Nothing.
    case identity
    /// ln(max(x, least) + offset)
    case logarithm(offset: Double, least: Double)
    /// asinh((x − center) / scale)
    case signedLogarithm(center: Double, scale: Double)
  }

  /// What is done to a number first.
  package let transform: Transform
  /// The median of the transformed numbers.
  package let center: Double
  /// The scale of the transformed numbers.
  package let scale: Double

  /// The largest magnitude of a standardized number, and from which on numbers are far.
  private static let limit = 8.0
  private static let rowsPerFar = 200

  /// Takes the statistics of `values`, which may be empty.
  package init(_ values: [Double]) {
    let (center, scale, isQuantile) = Self.statistics(values)
    let far = values.count { abs(($0 - center) / scale) > Self.limit }
    let isSkewed = isQuantile ? far * Self.rowsPerFar > values.count : far > 0
    let (transform, moved) = isSkewed ? Self.unskewed(values, center, scale) : (.identity, values)
    self.transform = transform
    (self.center, self.scale, _) = isSkewed ? Self.statistics(moved) : (center, scale, isQuantile)
  }

  /// The standardized number; 0 for the median.
  package func scaled(_ value: Double) -> Double {
    let z = (Self.moved(value, transform) - center) / scale
    return z.isNaN ? 0 : min(max(z, -Self.limit), Self.limit)
  }

  private static func unskewed(
    _ values: [Double], _ center: Double, _ scale: Double
  ) -> (Transform, [Double]) {
    let least = values.min() ?? 0
    let transform: Transform =
      least < 0
      ? .signedLogarithm(center: center, scale: scale)
      : .logarithm(
        offset: least > 0 ? 0 : values.filter { $0 > 0 }.min() ?? 1, least: least)
    return (transform, values.map { moved($0, transform) })
  }

  private static func moved(_ value: Double, _ transform: Transform) -> Double {
    switch transform {
    case .identity: value
    case .logarithm(let offset, let least): log(max(value, least) + offset)
    case .signedLogarithm(let center, let scale): asinh((value - center) / scale)
    }
  }

  private static func statistics(
    _ values: [Double]
  ) -> (center: Double, scale: Double, isQuantile: Bool) {
    guard !values.isEmpty else { return (0, 1, true) }
    let sorted = values.sorted()
    let center = quantile(sorted, 0.5)
    let range = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.349
    if range > 0, range.isFinite { return (center, range, true) }
    let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    // The computed mean of equal numbers may differ from them in the last bits.
    let isConstant = sorted[0] == sorted[sorted.count - 1]
    return (center, isConstant || !variance.isFinite ? 1 : variance.squareRoot(), false)
  }

  /// The quantile `q` of sorted values by linear interpolation, as NumPy's default.
  private static func quantile(_ sorted: [Double], _ q: Double) -> Double {
    let position = q * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
  }
}
