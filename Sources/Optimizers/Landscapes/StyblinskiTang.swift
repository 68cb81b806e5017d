internal import RealModule

/// Four basins of unequal depth; the least value is -78.33233140754284.
struct StyblinskiTang: Landscape {
  let name = "styblinskiTang"
  let formula = "(x⁴ − 16x² + 5x + y⁴ − 16y² + 5y)/2"
  let source = "Styblinski & Tang, Experiments in Nonconvex Optimization, 1990"
  let minima = [(x: -2.903534027771177, y: -2.903534027771177)]
  let start = (x: 0.5, y: 0.0)
  let view = (x: -5.0...5.0, y: -4.0...4.0)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let (u, v) = (x * x, y * y)
    return (u * u - 16 * u + 5 * x + v * v - 16 * v + 5 * y) / 2
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let alongX = 2 * x * x * x - 16 * x + 2.5
    let alongY = 2 * y * y * y - 16 * y + 2.5
    return (alongX, alongY)
  }
}
