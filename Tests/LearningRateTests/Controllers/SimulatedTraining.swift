import LearningRate

/// Gradient descent on a bowl whose curvatures run from 0.01 to 1, with noise on gradients and
/// measurements: a rate above 2 diverges, and one far below 1 hardly moves.
struct SimulatedTraining {
  private static let curvatures = (0..<20).map { 0.01 * pow10(Double($0) * 2 / 19) }
  private var weights = Array(repeating: 1.0, count: 20)
  private var random: SplitMix64
  /// What was answered, but for `keep`.
  private(set) var answers: [ControllerAction] = []
  /// The factor after each measurement.
  private(set) var factors: [Double] = []

  init(seed: UInt64) { random = SplitMix64(state: seed) }

  /// The loss without noise.
  var loss: Double {
    zip(Self.curvatures, weights).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 }
  }

  /// Trains for 60 measurements, one every 20 steps, along a cosine.
  ///
  /// A restore goes back to the weights that measured best.
  mutating func train(rate: Double, _ controller: Controller? = nil) throws {
    let curve = try Schedule.cosine(from: rate, to: 0).resolved(steps: 1_200)
    var state = controller?.initialState
    var good = (weights: weights, loss: Double.infinity)
    for step in 0..<1_200 {
      let factor = state?.factor(at: step) ?? 1
      for (index, curvature) in Self.curvatures.enumerated() {
        let gradient = curvature * weights[index] + 0.01 * noise()
        weights[index] -= curve.value(at: step) * factor * gradient
      }
      guard step % 20 == 19 else { continue }
      let measured = loss * (1 + 0.01 * noise())
      if measured < good.loss { good = (weights, measured) }
      if let action = state?.observe(measured, at: step + 1), action != .keep {
        answers.append(action)
        if case .restore = action { weights = good.weights }
      }
      factors.append(state?.factor(at: step + 1) ?? 1)
    }
  }

  private mutating func noise() -> Double { Double.random(in: -1.7...1.7, using: &random) }

  private static func pow10(_ exponent: Double) -> Double {
    var (power, rest) = (1.0, exponent)
    while rest >= 1 { (power, rest) = (power * 10, rest - 1) }
    // 10^rest by its series
    var (term, sum) = (1.0, 1.0)
    for count in 1..<40 {
      term *= rest * 2.302585092994046 / Double(count)
      sum += term
    }
    return power * sum
  }
}
