/// The result of the ramp: the loss at each learning rate, and its running mean.
public struct RampCurve: Hashable, Sendable, Codable {
  /// The learning rate of each step, ascending.
  public let rates: [Double]
  /// The batch's loss before each step.
  public let losses: [Double]
  /// The bias-corrected exponential moving average of ``losses``.
  public let smoothed: [Double]
  /// The learning rate at the minimum of ``smoothed``, corrected for the average's lag; nil if the
  /// loss was not finite after the first quarter of the ramp.
  public let rateAtMinimum: Double?

  package init(_ ramp: GeometricRates, _ losses: [Double]) {
    let beta = 1 - 1 / max(3, 0.06 * Double(ramp.steps))
    rates = losses.indices.map(ramp.rate)
    self.losses = losses
    var mean = 0.0
    var weight = 0.0
    let smoothed = losses.map { loss in
      mean = beta * mean + (1 - beta) * loss
      weight = beta * weight + (1 - beta)
      return mean / weight
    }
    self.smoothed = smoothed
    let candidates = smoothed.indices.dropFirst(ramp.steps / 4)
    let lowest = candidates.min { smoothed[$0] < smoothed[$1] }
    rateAtMinimum = lowest.map { index in
      ramp.rate(at: max(0, Double(index) - min(3, beta / (1 - beta))))
    }
  }
}
