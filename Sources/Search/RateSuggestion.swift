internal import RealModule

/// A short training at one rate.
public struct RateTrial: Hashable, Sendable, Codable {
  /// The learning rate.
  public let rate: Double
  /// The number of steps that it was to have, with those of a cooldown; one that failed had fewer.
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
  /// From the lowest to the highest rate of the last three trials, times the factors of the schedule
  /// and of the rule, if the trials learned something and their losses hardly differed; otherwise nil.
  public let flatRange: ClosedRange<Double>?
  /// The number of training steps of the search.
  public let steps: Int

  /// Whether nothing was measured, since the run is shorter than a search: the rate is then the
  /// typical one.
  public var isTypical: Bool { trials.isEmpty }

  /// The interval from a fifth to five times the suggested rate, or from a tenth to ten times a typical
  /// rate; in nine of ten cases of a study a rate in it was within 5 % of the best loss.
  ///
  /// Source: measured, see `docs/finding.md`.
  public var interval: ClosedRange<Double> {
    let factor = isTypical ? 10.0 : 5.0
    return (rate / factor).threeDigits...(rate * factor).threeDigits
  }

  /// How far such a rate is from the best one.
  public var expectedRegret: ExpectedRegret { isTypical ? .ofTypicalRate : .ofSearch }

  /// The typical rate of an optimizer, without a search.
  package init(typical: Double) {
    (typicalRate, scheduleFactor) = (typical, 1)
    (trials, flatRange, steps) = ([], nil, 0)
    rate = typical.threeDigits
  }

  /// The suggestion from the losses in `ladder` with their minimum at `place`.
  ///
  /// - Parameter shrinks: whether the trials were so short that they favour rates too high for the run.
  package init(
    _ ladder: RateLadder, at place: Double, _ trials: [RateTrial], lossBefore: Double,
    scheduleFactor: Double, ruleFactor: Double, steps: Int, shrinks: Bool = true
  ) {
    (self.trials, self.scheduleFactor, self.steps) = (trials, scheduleFactor, steps)
    typicalRate = ladder.typical
    // Three quarters of the way up from the typical rate: short trials favour rates that are too
    // high for the whole run. Downwards they are believed.
    let shrunk = shrinks && place > 0 ? 0.75 * place : place
    rate = (ladder.rate(at: shrunk) * scheduleFactor * ruleFactor).threeDigits
    let best = ladder.best ?? 0
    let isFlat = [best - 1, best + 1].allSatisfy { (ladder.difference($0) ?? 1) < 0.05 }
    // Trials that have hardly begun to learn do not differ either.
    let hasLearned = ladder.losses[best].map { $0 > 0 && $0 < 0.6 * lossBefore } ?? false
    let factor = scheduleFactor * ruleFactor
    flatRange =
      isFlat && hasLearned
      ? (ladder.trialRate(at: best - 1) * factor)
        .threeDigits...(ladder.trialRate(at: best + 1)
        * factor).threeDigits : nil
  }
}

extension Double {
  /// The number to three significant digits; a suggestion is much less accurate.
  ///
  /// - Precondition: it is positive and finite.
  var threeDigits: Double {
    precondition(self > 0 && isFinite, "a rate must be positive and finite; received \(self)")
    let exponent = Int(Double.log10(self).rounded(.down)) - 2
    // Positive powers of ten are exact, so the result is the double nearest to three digits.
    return exponent < 0
      ? (self * Double.pow(10, -exponent)).rounded() / Double.pow(10, -exponent)
      : (self / Double.pow(10, exponent)).rounded() * Double.pow(10, exponent)
  }
}
