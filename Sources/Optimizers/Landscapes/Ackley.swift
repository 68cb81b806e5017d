internal import RealModule

/// A funnel with a wavy rim, pointed at its minimum, where the gradient is given as zero.
struct Ackley: Landscape {
  let name = "ackley"
  let formula = "20 + e − 20exp(−√((x² + y²)/2)/5) − exp((cos 2πx + cos 2πy)/2)"
  let source = "Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987"
  let minima = [(x: 0.0, y: 0.0)]
  let start = (x: -2.4, y: 1.7)
  let view = (x: -5.0...5.0, y: -3.5...3.5)

  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let distance = Scalar.sqrt((x * x + y * y) / 2)
    let waves = (Scalar.cos(2 * .pi * x) + Scalar.cos(2 * .pi * y)) / 2
    return 20 + Scalar.exp(1) - 20 * Scalar.exp(-distance / 5) - Scalar.exp(waves)
  }

  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar) {
    let distance = Scalar.sqrt((x * x + y * y) / 2)
    guard distance > 0 else { return (0, 0) }
    let waves = (Scalar.cos(2 * .pi * x) + Scalar.cos(2 * .pi * y)) / 2
    // d distance / dx = x / (2 distance)
    let funnel = 2 * Scalar.exp(-distance / 5) / distance
    let rim = Scalar.pi * Scalar.exp(waves)
    return (
      funnel * x + rim * Scalar.sin(2 * .pi * x), funnel * y + rim * Scalar.sin(2 * .pi * y)
    )
  }
}
