internal import RealModule

/// Six minima, two of which are the least: -1.031628453489877.
struct SixHumpCamel: Landscape {
  let name = "sixHumpCamel"
  let formula = "(4 − 2.1x² + x⁴/3)x² + xy + (4y² − 4)y²"
  let source = "Dixon & Szegö, Towards Global Optimisation 2, 1978"
  let minima = [
    (x: 0.08984201310031806, y: -0.7126564030207396),
    (x: -0.08984201310031806, y: 0.7126564030207396),
  ]
  let start = (x: -1.8, y: -0.2)
  let view = (x: -2.1...2.1, y: -1.2...1.2)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let (u, v) = (x * x, y * y)
    return (4 - 2.1 * u + u * u / 3) * u + x * y + (4 * v - 4) * v
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let (u, v) = (x * x, y * y)
    return ((8 - 8.4 * u + 2 * u * u) * x + y, x + (16 * v - 8) * y)
  }
}
