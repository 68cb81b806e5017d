internal import RealModule

/// The rates of a search, typical · 4.64ᵏ for whole numbers k, with the losses of short trainings
/// at them, and what follows from the losses.
///
/// 4.64 is 10^⅔. A trial that failed has an infinite loss.
package struct RateLadder {
  /// The ratio of neighbouring rates.
  package static let ratio = Double.pow(10, 2.0 / 3)
  /// The most rates that are tried beyond the first three.
  package static let extraLimit = 6

  /// The typical rate.
  package let typical: Double
  /// The losses so far.
  package private(set) var losses: [Int: Double] = [:]

  package init(typical: Double) { self.typical = typical }

  /// The rate at a place, which may lie between two steps.
  package func rate(at place: Double) -> Double { typical * Double.pow(Self.ratio, place) }

  /// The rate of the trial at a place, to three digits.
  package func trialRate(at place: Int) -> Double { trialRate(at: Double(place)) }

  /// The rate of a trial at a place between two steps, to three digits.
  package func trialRate(at place: Double) -> Double { rate(at: place).threeDigits }

  /// The place with the lowest loss, the lower one of two; nil if no training has succeeded.
  package var best: Int? {
    losses.filter { $0.value.isFinite }.min { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }

  /// The next place to try: first 0, 1 and 2; then one further down or up for as long as the lowest
  /// loss is at that end, downwards if all have failed; nil if the best one lies between two others
  /// or all rates were tried.
  package var next: Int? {
    for place in 0...2 where losses[place] == nil { return place }
    guard losses.count < 3 + Self.extraLimit, let low = losses.keys.min(),
      let high = losses.keys.max()
    else { return nil }
    guard let best, best != low else { return low - 1 }
    return best == high ? high + 1 : nil
  }

  /// Records the loss at a place; a loss that is not finite, or not below the one before training,
  /// is a failure.
  package mutating func record(_ loss: Double, at place: Int, before: Double) {
    losses[place] = loss.isFinite && loss < before ? loss : .infinity
  }

  /// The place of the lowest point of a parabola through the best loss and its neighbours' on the
  /// scale of ln loss; nil if every training failed.
  ///
  /// Differences above 1 count as 1, so that a failure does not push the minimum to the other side.
  /// If a neighbour is missing, the place is up to a quarter of a step towards the missing side.
  package var minimum: Double? {
    guard let best else { return nil }
    let (lower, upper) = (difference(best - 1), difference(best + 1))
    switch (lower, upper) {
    case (let lower?, let upper?):
      let sum = lower + upper
      return Double(best) + (sum > 1e-9 ? 0.5 * (lower - upper) / sum : 0)
    case (let lower?, nil): return Double(best) + 0.25 * lower
    case (nil, let upper?): return Double(best) - 0.25 * upper
    case (nil, nil): return Double(best)
    }
  }

  /// By how much ln loss at `place` is above the lowest, at most 1; nil if it was not tried.
  ///
  /// Losses that are not all positive have no logarithm; their difference is then measured by the
  /// spread of the successful ones.
  package func difference(_ place: Int) -> Double? {
    guard let loss = losses[place], let best, let lowest = losses[best] else { return nil }
    guard loss.isFinite else { return 1 }
    guard lowest <= 0 else { return min(1, Double.log(max(loss, 1e-300) / lowest)) }
    let spread = (losses.values.filter(\.isFinite).max() ?? lowest) - lowest
    return spread > 0 ? (loss - lowest) / spread : 0
  }
}
