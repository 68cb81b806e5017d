internal import RealModule

/// A short training at one peak learning rate, with the real schedule compressed.
public struct Probe: Hashable, Sendable, Codable {
  /// The peak learning rate.
  public let rate: Double
  /// The mean training loss over the probe's last 30 %; infinite if the probe ended early.
  public let loss: Double

  /// Creates a probe with its score.
  public init(rate: Double, loss: Double) { (self.rate, self.loss) = (rate, loss) }

  /// Creates a probe of `count` steps from its losses.
  package init(rate: Double, losses: [Double], of count: Int) {
    let last = losses.suffix(max(1, count * 3 / 10))
    self.rate = rate
    loss = losses.count < count ? .infinity : last.reduce(0, +) / Double(last.count)
  }
}

/// The suggested peak learning rate, and the measurements of the search.
public struct RateSuggestion: Hashable, Sendable, Encodable {
  /// The suggested peak learning rate.
  public let rate: Double
  /// The ramp.
  public let ramp: RampCurve
  /// The probes, in the order in which they ran.
  public let probes: [Probe]
  /// The number of training steps of the search.
  public let steps: Int

  /// The interval from a third to three times the suggested rate; `docs/finding.md` reports how
  /// often it contained the best rate.
  public var interval: ClosedRange<Double> { rate / 3...rate * 3 }

  /// Creates the suggestion: half the weighted geometric mean of the probes' rates, with weights
  /// exp(−(ln loss − ln best)/0.3), to three digits.
  ///
  /// Half, because after a twentieth of the run a higher rate may still lead that fails in the full
  /// run. If a loss is 0 or negative and has no logarithm, only the probe with the lowest loss
  /// counts.
  ///
  /// - Throws: `SearchError` if no probe ended with a finite loss.
  public init(ramp: RampCurve, probes: [Probe], steps: Int) throws {
    (self.ramp, self.probes, self.steps) = (ramp, probes, steps)
    let scored = probes.filter(\.loss.isFinite)
    guard let best = scored.map(\.loss).min() else { throw SearchError.noProbeTrains(probes) }
    var (sum, weights) = (0.0, 0.0)
    for probe in scored {
      let weight =
        best > 0
        ? Double.exp(-Double.log(probe.loss / best) / 0.3) : probe.loss == best ? 1 : 0
      sum += weight * Double.log(probe.rate)
      weights += weight
    }
    rate = Self.rounded(Double.exp(sum / weights) / 2)
  }

  /// `value` to three significant digits; the suggestion is only accurate to a factor of 3.
  private static func rounded(_ value: Double) -> Double {
    let exponent = Int(Double.log10(value).rounded(.down)) - 2
    // Positive powers of ten are exact, so the result is the double nearest to three digits.
    return exponent < 0
      ? (value * Double.pow(10, -exponent)).rounded() / Double.pow(10, -exponent)
      : (value / Double.pow(10, exponent)).rounded() * Double.pow(10, exponent)
  }
}
