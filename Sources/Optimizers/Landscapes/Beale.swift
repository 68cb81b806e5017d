internal import RealModule

/// A flat middle between steep corners, with a narrow valley that leads to the minimum.
struct Beale: Landscape {
  let name = "beale"
  let formula = "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²"
  let source = "Moré, Garbow & Hillstrom, Testing Unconstrained Optimization Software, 1981"
  let minima = [(x: 3.0, y: 0.5)]
  let start = (x: 1.0, y: 1.0)
  let view = (x: -4.5...4.5, y: -3.0...3.0)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let a = 1.5 - x + x * y
    let b = 2.25 - x + x * y * y
    let c = 2.625 - x + x * y * y * y
    return a * a + b * b + c * c
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let a = 1.5 - x + x * y
    let b = 2.25 - x + x * y * y
    let c = 2.625 - x + x * y * y * y
    let alongX = a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1)
    let alongY = a * x + 2 * b * x * y + 3 * c * x * y * y
    return (2 * alongX, 2 * alongY)
  }
}
