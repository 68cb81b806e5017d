/// The value a `share` of the way from `a` to `b`: `a + (b − a) · share`, for a share in 0…1.
///
/// It never leaves the stretch between `a` and `b`, as rounding otherwise might by one unit in the
/// last place. `blend(a, b, 0)` is `a` exactly; `blend(a, b, 1)` may differ from `b` by rounding, so
/// a form returns its end value itself.
func blend(_ a: Double, _ b: Double, _ share: Double) -> Double {
  min(max(a + (b - a) * share, min(a, b)), max(a, b))
}

/// How many whole periods have passed at `time`: `⌊time / period⌋`, with a drop at `n · period`.
///
/// The quotient of two rounded numbers can land just beside the whole number it should be, on
/// either side; within 1e-12 of one it counts as that one, so that a drop never comes a step late.
func wholePeriods(at time: Double, period: Double) -> Double {
  let count = time / period
  let nearest = count.rounded()
  return (count - nearest).magnitude <= 1e-12 * max(nearest, 1) ? nearest : count.rounded(.down)
}
