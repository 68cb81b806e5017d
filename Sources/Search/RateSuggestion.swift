internal import RealModule

/// A short training at one rate.
public struct RateTrial: Hashable, Sendable, Codable {
  /// The learning rate.
  public let rate: Double
  /// The number of its steps, with those of a cooldown.
  public let steps: Int
  /// The loss on the sample of validation examples; nil if a loss or a gradient was not finite.
  public let loss: Double?

  /// Creates a trial with its loss.
  public init(rate: Double, steps: Int, loss: Double?) {
    (self.rate, self.steps, self.loss) = (rate, steps, loss)
  }
}

/// The suggested peak learning rate, and the measurements of the search.
public struct RateSuggestion: Hashable, Sendable, Encodable {
  /// The suggested peak learning rate, to three digits.
  public let rate: Double
  /// The typical rate of the optimizer, with which the search began.
  public let typicalRate: Double
  /// The trials, in the order in which they were measured.
  public let trials: [RateTrial]
  /// The factor by which the schedule changes the best peak, relative to a warm-up and a cosine.
  public let scheduleFactor: Double
  /// Whether the last three trials hardly differ, so that their rates are equally good.
  public let isFlat: Bool
  /// The number of training steps of the search.
  public let steps: Int

  /// Whether nothing was measured, since the run is too short for a search: the rate is then the
  /// typical one times the factor of the schedule.
  public var isTypical: Bool { trials.isEmpty }

  /// The interval from a fifth to five times the suggested rate; in nine of ten cases a rate in it is
  /// within 5 % of the best loss. For a typical rate it is from a tenth to ten times that.
  ///
  /// Source: measured, see `docs/finding.md`.
  public var interval: ClosedRange<Double> {
    let factor = isTypical ? 10.0 : 5.0
    return rate / factor...rate * factor
  }

  /// How far such a rate is from the best one.
  public var expectedRegret: ExpectedRegret { isTypical ? .ofTypicalRate : .ofSearch }

  /// The typical rate of an optimizer under a schedule with this factor.
  package init(typical: Double, scheduleFactor: Double) {
    (typicalRate, self.scheduleFactor) = (typical, scheduleFactor)
    (trials, isFlat, steps) = ([], false, 0)
    rate = (typical * scheduleFactor).threeDigits
  }

  /// The suggestion from the losses in `ladder` with their minimum at `place`.
  package init(
    _ ladder: RateLadder, at place: Double, _ trials: [RateTrial], scheduleFactor: Double,
    ruleFactor: Double, steps: Int
  ) {
    (self.trials, self.scheduleFactor, self.steps) = (trials, scheduleFactor, steps)
    typicalRate = ladder.typical
    // Three quarters of the way up from the typical rate: short trials favour rates that are too
    // high for the whole run. Downwards they are believed.
    let shrunk = place > 0 ? 0.75 * place : place
    rate = (ladder.rate(at: shrunk) * scheduleFactor * ruleFactor).threeDigits
    let best = ladder.best ?? 0
    isFlat = [best - 1, best + 1].allSatisfy { (ladder.difference($0) ?? 1) < 0.05 }
  }
}

extension Double {
  /// The number to three significant digits; a suggestion is much less accurate.
  var threeDigits: Double {
    let exponent = Int(Double.log10(self).rounded(.down)) - 2
    // Positive powers of ten are exact, so the result is the double nearest to three digits.
    return exponent < 0
      ? (self * Double.pow(10, -exponent)).rounded() / Double.pow(10, -exponent)
      : (self / Double.pow(10, exponent)).rounded() * Double.pow(10, exponent)
  }
}
