internal import RealModule

/// A bowl that is turned against the axes; the condition number is 9.
struct Booth: Landscape {
  let name = "booth"
  let formula = "(x + 2y − 7)² + (2x + y − 5)²"
  let source =
    "Jamil & Yang, A Literature Survey of Benchmark Functions for Global Optimization Problems, 2013"
  let minima = [(x: 1.0, y: 3.0)]
  let start = (x: -6.0, y: -4.0)
  let view = (x: -10.0...10.0, y: -7.0...7.0)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let (a, b) = (x + 2 * y - 7, 2 * x + y - 5)
    return a * a + b * b
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let (a, b) = (x + 2 * y - 7, 2 * x + y - 5)
    return (2 * a + 4 * b, 4 * a + 2 * b)
  }
}
