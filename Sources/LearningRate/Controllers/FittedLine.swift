import RealModule

/// The least-squares line through values at 0, 1, 2, …, with the standard error of its slope.
struct FittedLine {
  /// The slope in units of `scale`.
  let slope: Double
  /// The standard error of the slope, in the same units.
  let standardError: Double

  /// Fits three values or more.
  init(_ values: [Double]) {
    // Differences from the first value, divided by the largest: they are exactly 0 for a constant,
    // and their squares neither overflow nor underflow.
    let first = values[0]
    let scale = values.lazy.map { ($0 - first).magnitude }.max() ?? 0
    guard scale > 0 else {
      (slope, standardError) = (0, 0)
      return
    }
    let count = Double(values.count)
    let heights = values.map { ($0 - first) / scale }
    let mean = heights.reduce(0, +) / count
    let middle = (count - 1) / 2
    let spread = (count * count * count - count) / 12
    var product = 0.0
    for (index, height) in heights.enumerated() {
      product += (Double(index) - middle) * (height - mean)
    }
    let slope = product / spread
    var unexplained = 0.0
    for (index, height) in heights.enumerated() {
      let residual = height - mean - slope * (Double(index) - middle)
      unexplained += residual * residual
    }
    self.slope = slope
    standardError = (unexplained / (count - 2) / spread).squareRoot()
  }

  /// The probability that the true slope is an improvement: `Φ(−m / s)` if smaller is better.
  func probability(slopeBelowZeroFor mode: MetricMode) -> Double {
    let slope = mode.sign * slope
    guard standardError > 0 else { return slope < 0 ? 1 : slope > 0 ? 0 : 0.5 }
    return Double.erfc(slope / standardError / 2.0.squareRoot()) / 2
  }
}
