/// The suggested peak learning rate, and the measurements of the search.
public struct RateSuggestion: Hashable, Sendable, Encodable {
  /// The suggested peak learning rate, to three digits.
  public let rate: Double
  /// The typical rate of the optimizer, with which the search began.
  public let typicalRate: Double
  /// The budget of the search.
  public let budget: SearchBudget
  /// The trials, in the order in which they were measured.
  public let trials: [RateTrial]
  /// The factor by which the schedule changes the best peak, relative to a warm-up and a cosine.
  public let scheduleFactor: Double
  /// From the lowest to the highest rate of the last trials, times the factors of the schedule and of
  /// the rule, if the trials learned something and their losses hardly differed; otherwise nil.
  public let flatRange: ClosedRange<Double>?
  /// The number of training steps of the search.
  public let steps: Int

  /// Whether nothing was measured: the rate is then the typical one.
  public var isTypical: Bool { trials.isEmpty }

  /// The interval around the suggested rate; in nine of ten cases of a study a rate in it was within 5 %
  /// of the best loss.
  ///
  /// Source: measured, see `docs/finding.md`.
  public var interval: ClosedRange<Double> {
    let factor = expectedRegret.intervalFactor
    return (rate / factor).threeDigits...(rate * factor).threeDigits
  }

  /// How far such a rate is from the best one.
  public var expectedRegret: ExpectedRegret { isTypical ? .ofTypicalRate : .of(budget) }

  /// The typical rate of an optimizer, without a search, since the budget is none or the run is too short
  /// for it.
  package init(typical: Double, budget: SearchBudget = .none) {
    (typicalRate, scheduleFactor, self.budget) = (typical, 1, budget)
    (trials, flatRange, steps) = ([], nil, 0)
    rate = typical.threeDigits
  }

  /// The suggestion from the losses in `ladder` with their minimum at `place`.
  ///
  /// - Parameter trust: the share of the way up from the typical rate that is believed; nil for that of
  ///   `budget`.
  package init(
    _ ladder: RateLadder, at place: Double, _ trials: [RateTrial], budget: SearchBudget,
    lossBefore: Double, scheduleFactor: Double, ruleFactor: Double, steps: Int,
    trust: Double? = nil
  ) {
    (self.trials, self.scheduleFactor, self.steps) = (trials, scheduleFactor, steps)
    (typicalRate, self.budget) = (ladder.typical, budget)
    // Most of the way up from the typical rate: short trials favour rates that are too high for the
    // whole run. Downwards they are believed.
    let shrunk = place > 0 ? (trust ?? budget.trust) * place : place
    let factor = scheduleFactor * ruleFactor
    rate = (ladder.rate(at: shrunk) * factor).threeDigits
    flatRange = ladder.flatRange(lossBefore: lossBefore).map {
      ($0.lowerBound * factor).threeDigits...($0.upperBound * factor).threeDigits
    }
  }

  /// The suggestion after whole runs around an earlier one: the rate of the best of them.
  package init(
    _ earlier: RateSuggestion, best: Double, flat: ClosedRange<Double>?, _ trials: [RateTrial],
    steps: Int
  ) {
    (rate, flatRange) = (best, flat)
    (self.trials, self.steps) = (trials, steps)
    (typicalRate, budget) = (earlier.typicalRate, earlier.budget)
    scheduleFactor = earlier.scheduleFactor
  }
}

extension RateLadder {
  /// From the lower to the upper neighbour of the best rate, if trials learned something and the losses
  /// of the three differ by less than 5 %.
  package func flatRange(lossBefore: Double) -> ClosedRange<Double>? {
    guard let best, let loss = losses[best], case (let lower?, let upper?) = neighbours,
      [lower, upper].allSatisfy({ (difference($0) ?? 1) < 0.05 })
    else { return nil }
    // Trials that have hardly begun to learn do not differ either.
    guard loss > 0, loss < 0.6 * lossBefore else { return nil }
    return trialRate(at: lower)...trialRate(at: upper)
  }
}
