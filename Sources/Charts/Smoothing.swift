/// The debiased exponential moving average of a noisy series, as drawn over loss curves.
///
/// ```
/// m(t) = β · m(t-1) + (1 - β) · x(t),   m(0) = 0
/// s(t) = m(t) / (1 - β^t)
/// ```
///
/// where `t` counts the values from 1 and `β` is `factor`. The division removes the pull towards
/// the zero start: `s(1) == x(1)`, and a constant series stays as it is. About `1 / (1 - β)` values
/// take part in each average; `β = 0` returns the series. A value that is not finite takes no part,
/// does not count, and yields NaN in its place, which a chart shows as a gap.
///
/// Source: Kingma & Ba, *Adam*, 2015, section 3 (<https://arxiv.org/abs/1412.6980>).
///
/// - Precondition: `factor` is in 0 ..< 1.
public func smoothed(_ values: some Sequence<Double>, factor: Double) -> [Double] {
  precondition(0..<1 ~= factor, "factor must be in 0 ..< 1; received \(factor)")
  var average = 0.0
  var remainder = 1.0  // β^t
  return values.map { value in
    guard value.isFinite else { return .nan }
    average = factor * average + (1 - factor) * value
    remainder *= factor
    return average / (1 - remainder)
  }
}
