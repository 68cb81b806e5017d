internal import RealModule

/// A curved valley with a nearly flat floor; the start is Rosenbrock's own.
struct Rosenbrock: Landscape {
  let name = "rosenbrock"
  let formula = "(1 − x)² + 100(y − x²)²"
  let source =
    "Rosenbrock, An Automatic Method for Finding the Greatest or Least Value of a Function, 1960"
  let minima = [(x: 1.0, y: 1.0)]
  let start = (x: -1.2, y: 1.0)
  let view = (x: -2.0...2.0, y: -1.0...3.0)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let (a, b) = (1 - x, y - x * x)
    return a * a + 100 * b * b
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let (a, b) = (1 - x, y - x * x)
    return (-2 * a - 400 * x * b, 200 * b)
  }
}
