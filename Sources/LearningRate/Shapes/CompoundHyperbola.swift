import RealModule

/// `from · ∏ 1 / (1 + k·i)` for `i` from 1 to `t`, held from `end` on.
///
/// With `x = 1/k + 1` the product is `k^t · Γ(x + t) / Γ(x)`. For a small `k` both gammas are huge
/// and nearly equal, so their difference is taken by hand in Stirling's series,
/// `ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + S(x)`, which gives with `u = t/x`
///
/// ```
/// ln product = x · ((1 + u) ln(1 + u) − u) − ½ ln(1 + u) + t · ln(1 + k) + S(x + t) − S(x)
/// ```
struct CompoundHyperbola: ClosedForm {
  let from: Double
  let decay: Double
  let end: Double

  var bound: Double { from.magnitude }

  func value(at time: Double) -> Double { from * Double.exp(-logProduct(min(time, end))) }

  func formula(at time: Formula) -> Formula? {
    let x = 1 / decay + 1
    // below, the gammas themselves would be needed, which few languages have
    guard decay >= 1e-40, x >= 12 else { return decay < 1e-40 ? .number(from) : nil }
    let time = Formula.min(time, end)
    let log = Formula.log(onePlus: time / x)
    let excess = (1 + time / x) * log - time / x
    let y = time + x
    let stirling = 1 / (12.0 * y) - 1 / (360.0 * y * y * y)
    let product =
      x * excess - 0.5 * log + Double.log(onePlus: decay) * time + stirling - Self.stirling(x)
    return from * .exp(-1.0 * product)
  }

  private func logProduct(_ time: Double) -> Double {
    // ln(1 + k·i) is k·i to the last digit
    if decay < 1e-40 { return decay * time / 2 * (time + 1) }
    let x = 1 / decay + 1
    if x < 12 {
      return max(
        time * Double.log(decay) + Double.logGamma(x + time) - Double.logGamma(x), 0)
    }
    let ratio = time / x
    let series = x * Self.excess(ratio) + time * Double.log(onePlus: decay)
    return series - Double.log(onePlus: ratio) / 2 + Self.stirling(x + time) - Self.stirling(x)
  }

  /// `(1 + u) ln(1 + u) − u`: a sum for small `u`, where the terms nearly cancel.
  private static func excess(_ u: Double) -> Double {
    guard u < 0.1 else { return (1 + u) * Double.log(onePlus: u) - u }
    // u²/2 − u³/6 + u⁴/12 − …, the coefficient of uⁿ being ±1/(n(n − 1)); 0.1^15/210 < 2⁻⁵³ · 0.1²/2
    var sum = 0.0
    for n in stride(from: 15.0, through: 2, by: -1) { sum = 1 / (n * (n - 1)) - u * sum }
    return u * u * sum
  }

  /// `S(x) = 1/(12x) − 1/(360x³) + 1/(1260x⁵) − 1/(1680x⁷) + …`, to 1e-13 from 12 on.
  private static func stirling(_ x: Double) -> Double {
    let y = 1 / (x * x)
    return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x
  }
}
