internal import RealModule

/// Flat at the origin, which is no minimum: there is none, and descent leaves along y.
struct Saddle: Landscape {
  let name = "saddle"
  let formula = "x² − y²"
  let source = "the plainest saddle"
  let minima: [(x: Double, y: Double)] = []
  let start = (x: -2.0, y: 0.01)
  let view = (x: -3.0...3.0, y: -2.0...2.0)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    x * x - y * y
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    (2 * x, -2 * y)
  }
}
