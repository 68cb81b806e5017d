internal import RealModule

/// A bowl ten times as steep along y as along x: descent diverges at rates above 2/10.
struct Quadratic: Landscape {
  let name = "quadratic"
  let formula = "(x² + 10y²)/2"
  let source = "a bowl with condition number 10"
  let minima = [(x: 0.0, y: 0.0)]
  let start = (x: -4.0, y: 2.0)
  let view = (x: -5.0...5.0, y: -3.5...3.5)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    (x * x + 10 * y * y) / 2
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    (x, 10 * y)
  }
}
