internal import RealModule

/// A bowl with waves, stronger along x than along y.
struct Levy: Landscape {
  let name = "levy"
  let formula = """
    sin²(πu) + (u − 1)²(1 + 10sin²(πu + 1)) \
    + (v − 1)²(1 + sin²(2πv)), \
    u = 1 + (x − 1)/4, v = 1 + (y − 1)/4
    """
  let source =
    "Levy & Montalvo, The Tunneling Algorithm for the Global Minimization of Functions, 1985"
  let minima = [(x: 1.0, y: 1.0)]
  let start = (x: -7.0, y: 6.0)
  let view = (x: -10.0...10.0, y: -7.0...7.0)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let (u, v) = (1 + (x - 1) / 4, 1 + (y - 1) / 4)
    let (a, b, c) = (Scalar.sin(.pi * u), Scalar.sin(.pi * u + 1), Scalar.sin(2 * .pi * v))
    return a * a + (u - 1) * (u - 1) * (1 + 10 * b * b) + (v - 1) * (v - 1) * (1 + c * c)
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let (u, v) = (1 + (x - 1) / 4, 1 + (y - 1) / 4)
    let (b, c) = (Scalar.sin(.pi * u + 1), Scalar.sin(2 * .pi * v))
    // 2 sin t cos t = sin 2t, and du/dx = dv/dy = 1/4
    let wave = Scalar.pi * Scalar.sin(2 * .pi * u)
    let first = 2 * (u - 1) * (1 + 10 * b * b)
    let second = 10 * .pi * (u - 1) * (u - 1) * Scalar.sin(2 * .pi * u + 2)
    let third = 2 * (v - 1) * (1 + c * c)
    let fourth = 2 * .pi * (v - 1) * (v - 1) * Scalar.sin(4 * .pi * v)
    return ((wave + first + second) / 4, (third + fourth) / 4)
  }
}
