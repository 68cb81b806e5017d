internal import RealModule

/// A long valley along the diagonal: the curvatures are 0.04 and 1.
struct Matyas: Landscape {
  let name = "matyas"
  let formula = "0.26(x² + y²) − 0.48xy"
  let source =
    "Jamil & Yang, A Literature Survey of Benchmark Functions for Global Optimization Problems, 2013"
  let minima = [(x: 0.0, y: 0.0)]
  let start = (x: 8.0, y: 1.0)
  let view = (x: -10.0...10.0, y: -7.0...7.0)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    0.26 * (x * x + y * y) - 0.48 * x * y
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    (0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x)
  }
}
