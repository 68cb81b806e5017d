internal import RealModule

/// Values from 3 to a million within two units: a rate that suits one region diverges in another.
struct GoldsteinPrice: Landscape {
  let name = "goldsteinPrice"
  let formula = """
    (1 + (x + y + 1)²(19 − 14x + 3x² − 14y + 6xy + 3y²)) \
    (30 + (2x − 3y)²(18 − 32x + 12x² + 48y − 36xy + 27y²))
    """
  let source = "Goldstein & Price, On Descent from Local Minima, 1971"
  let minima = [(x: 0.0, y: -1.0)]
  let start = (x: -1.0, y: 0.5)
  let view = (x: -2.0...2.0, y: -2.0...1.5)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let (p, q) = Self.factors(x, y)
    return p.value * q.value
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let (p, q) = Self.factors(x, y)
    return (p.x * q.value + p.value * q.x, p.y * q.value + p.value * q.y)
  }

  /// A factor of the product and its partial derivatives.
  private typealias Factor<Scalar> = (value: Scalar, x: Scalar, y: Scalar)

  /// The factors. The first polynomial is 3s² − 14s + 19 in s = x + y; the second is
  /// 3d² − 16d + 18 in d = 2x − 3y.
  private static func factors<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (Factor<Scalar>, Factor<Scalar>) {
    let s = x + y
    let d = 2 * x - 3 * y
    let (a, b) = (3 * s * s - 14 * s + 19, 3 * d * d - 16 * d + 18)
    let alongS = 2 * (s + 1) * a + (s + 1) * (s + 1) * (6 * s - 14)
    let alongD = 2 * d * b + d * d * (6 * d - 16)
    return (
      (1 + (s + 1) * (s + 1) * a, alongS, alongS), (30 + d * d * b, 2 * alongD, -3 * alongD)
    )
  }
}
