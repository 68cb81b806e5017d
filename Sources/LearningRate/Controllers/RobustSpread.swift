/// The middle of the sorted values, or the mean of the two in the middle; there is at least one.
func median(_ values: some Sequence<Double>) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
}

/// The median distance from the median, scaled to be the standard deviation of normal noise.
///
/// The scale is `1 / Φ⁻¹(¾)`. Up to half of the values may be outliers.
func medianDeviation(_ values: [Double], from center: Double) -> Double {
  1.482602218505602 * median(values.lazy.map { ($0 - center).magnitude })
}

/// The standard deviation of the noise on a series that otherwise runs along a line.
///
/// It is the median size of the second differences, over that of normal noise of deviation 1, which
/// is `√6 · Φ⁻¹(¾)`. There are at least three values.
func noiseDeviation(_ values: [Double]) -> Double {
  let bends = values.indices.dropFirst(2).lazy.map {
    (values[$0] - 2 * values[$0 - 1] + values[$0 - 2]).magnitude
  }
  return median(bends) / 1.6521557247176901
}
