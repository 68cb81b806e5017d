/// The fraction of half a cosine wave that is done when a fraction `u` of its time has passed:
/// `sin²(πu / 2) = (1 − cos πu) / 2`, for `u` in 0…1.
///
/// It keeps its digits where it is small. The upper half mirrors the lower, where the sine's Taylor
/// series is exact to the last digit with eight terms; so it has the same bits on every platform.
func halfWave(_ fraction: Double) -> Double {
  let isLower = fraction <= 0.5
  let x = .pi / 2 * (isLower ? fraction : 1 - fraction)
  // pairs of terms, which do not wait for each other as those of one long chain would
  let (x2, x4) = (x * x, x * x * (x * x))
  let first = -1.0 / 6 + x2 * (1.0 / 120)
  let second = -1.0 / 5_040 + x2 * (1.0 / 362_880)
  let third = -1.0 / 39_916_800 + x2 * (1.0 / 6_227_020_800)
  let last = -1.0 / 1_307_674_368_000
  let sine = x + x * x2 * (first + x4 * (second + x4 * (third + x4 * last)))
  return isLower ? sine * sine : 1 - sine * sine
}
