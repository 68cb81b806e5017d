internal import RealModule

/// Four minima of value zero; where descent ends depends on the start and the rate.
struct Himmelblau: Landscape {
  let name = "himmelblau"
  let formula = "(x² + y − 11)² + (x + y² − 7)²"
  let source = "Himmelblau, Applied Nonlinear Programming, 1972"
  let minima = [
    (x: 3.0, y: 2.0), (x: -2.805118086952745, y: 3.131312518250573),
    (x: -3.779310253377747, y: -3.283185991286170),
    (x: 3.584428340330492, y: -1.848126526964404),
  ]
  let start = (x: 0.0, y: 0.0)
  let view = (x: -6.0...6.0, y: -5.0...5.0)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let (a, b) = (x * x + y - 11, x + y * y - 7)
    return a * a + b * b
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let (a, b) = (x * x + y - 11, x + y * y - 7)
    return (4 * x * a + 2 * b, 2 * a + 4 * y * b)
  }
}
