internal import RealModule

/// A short training at one peak rate under the real schedule, compressed.
public struct Probe: Hashable, Sendable, Codable {
  /// The peak rate.
  public let rate: Double
  /// The mean training loss over the probe's last 30 %; infinite when it broke off.
  public let loss: Double

  /// A probe with its score.
  public init(rate: Double, loss: Double) { (self.rate, self.loss) = (rate, loss) }

  /// A probe that was to have `count` losses.
  package init(rate: Double, losses: [Double], of count: Int) {
    let last = losses.suffix(max(1, count * 3 / 10))
    self.rate = rate
    loss = losses.count < count ? .infinity : last.reduce(0, +) / Double(last.count)
  }
}

/// The peak rate that a search suggests, and what it saw.
public struct RateSuggestion: Hashable, Sendable, Encodable {
  /// The suggested peak rate.
  public let rate: Double
  /// The ramp.
  public let ramp: RampCurve
  /// The probes, in the order in which they ran.
  public let probes: [Probe]
  /// The training steps that the search spent.
  public let steps: Int

  /// The factor of 3 either way; `docs/finding.md` says how often it held the best rate.
  public var interval: ClosedRange<Double> { rate / 3...rate * 3 }

  /// Half the mean of the probes' log-rates, weighted by exp(−(ln loss − ln best)/0.3), to three
  /// digits.
  ///
  /// Half, because in a twentieth of the run a higher rate is ahead that breaks in the whole.
  /// A loss of 0 or less has no logarithm; where there is one, the lowest alone counts.
  ///
  /// - Throws: `SearchError` when no probe ended with a finite loss.
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

  /// `value` to three significant digits: a suggestion good to a factor of 3 deserves no more.
  private static func rounded(_ value: Double) -> Double {
    let exponent = Int(Double.log10(value).rounded(.down)) - 2
    // Ten to a positive power is exact, so the result is the double nearest to three digits.
    return exponent < 0
      ? (value * Double.pow(10, -exponent)).rounded() / Double.pow(10, -exponent)
      : (value / Double.pow(10, exponent)).rounded() * Double.pow(10, exponent)
  }
}
