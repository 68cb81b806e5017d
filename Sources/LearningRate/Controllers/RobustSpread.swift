/// The median: the middle one of the sorted values, or the mean of the two in the middle. There
/// must be at least one value.
func median(_ values: some Sequence<Double>) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
}

/// The median absolute deviation, scaled so that it is the standard deviation for normal noise.
///
/// The scale is `1 / Φ⁻¹(¾)`. Up to half of the values may be outliers.
func medianDeviation(_ values: [Double], from center: Double) -> Double {
  1.482602218505602 * median(values.lazy.map { ($0 - center).magnitude })
}

/// The standard deviation of the noise on a series whose trend is a straight line.
///
/// It is the median magnitude of the second differences, divided by `√6 · Φ⁻¹(¾)`, which is this
/// median for normal noise of standard deviation 1. There must be at least three values.
func noiseDeviation(_ values: [Double]) -> Double {
  let bends = values.indices.dropFirst(2).lazy.map {
    (values[$0] - 2 * values[$0 - 1] + values[$0 - 2]).magnitude
  }
  return median(bends) / 1.6521557247176901
}
