/// The value a `fraction` of the way from `a` to `b`: `a + (b − a) · fraction`, for a fraction in
/// 0…1.
///
/// It is never outside of the range between `a` and `b`, where rounding might otherwise put it by
/// one unit in the last place. `blend(a, b, 0)` is `a` and `blend(a, b, 1)` is `b`, exactly.
func blend(_ a: Double, _ b: Double, _ fraction: Double) -> Double {
  let value = min(max(a + (b - a) * fraction, min(a, b)), max(a, b))
  return fraction < 1 ? value : b
}

/// How many whole periods have passed at `time`: `⌊time / period⌋`, with a drop at `n · period`.
///
/// The quotient of two rounded numbers can land just beside the whole number it should be, on
/// either side; within 1e-12 of one it counts as that one, so that a drop never comes a step late.
func wholePeriods(at time: Double, period: Double) -> Double {
  let count = time / period
  return nearWhole(count) ?? count.rounded(.down)
}

/// The whole number that `count` is but for rounding: within 1e-12 of it; nil if there is none.
func nearWhole(_ count: Double) -> Double? {
  let nearest = count.rounded()
  return (count - nearest).magnitude <= 1e-12 * max(nearest, 1) ? nearest : nil
}
