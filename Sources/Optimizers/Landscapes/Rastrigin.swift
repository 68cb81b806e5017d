internal import RealModule

/// A wide bowl under a grid of deep pits, one at each pair of whole numbers.
struct Rastrigin: Landscape {
  let name = "rastrigin"
  let formula = "20 + x² − 10cos 2πx + y² − 10cos 2πy"
  let source = "Rastrigin, Systems of Extremal Control, 1974"
  let minima = [(x: 0.0, y: 0.0)]
  let start = (x: -3.3, y: 2.2)
  let view = (x: -5.12...5.12, y: -4.0...4.0)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let waves = Scalar.cos(2 * .pi * x) + Scalar.cos(2 * .pi * y)
    return 20 + x * x + y * y - 10 * waves
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let strength = 20 * Scalar.pi
    return (
      2 * x + strength * Scalar.sin(2 * .pi * x), 2 * y + strength * Scalar.sin(2 * .pi * y)
    )
  }
}
