internal import RealModule

/// The rates of a search in steps of a constant factor around a typical rate, and their losses.
///
/// Place 0 is the typical rate, place k the typical rate times ``ratio`` to the power k.
package struct RateLadder {
  /// The factor between the rates of a search: 10^⅔ = 4.64.
  package static let ratio = Double.pow(10, 2.0 / 3)
  /// The most rates that are tried beyond the first ones.
  package static let extraLimit = 6
  /// The places that are tried first.
  package static let first = -1...2

  /// The typical rate.
  package let typical: Double
  /// The factor between two places.
  package let ratio: Double
  /// The losses so far.
  package private(set) var losses: [Int: Double] = [:]

  package init(typical: Double, ratio: Double = RateLadder.ratio) {
    (self.typical, self.ratio) = (typical, ratio)
  }

  /// The rate at a place, which may lie between two steps.
  package func rate(at place: Double) -> Double { typical * Double.pow(ratio, place) }

  /// The rate of the trial at a place, to three digits.
  package func trialRate(at place: Int) -> Double { trialRate(at: Double(place)) }

  /// The rate of a trial at a place between two steps, to three digits.
  package func trialRate(at place: Double) -> Double { rate(at: place).threeDigits }

  /// The place with the lowest loss, the lower one of two; nil if no training has succeeded.
  package var best: Int? {
    losses.filter { $0.value.isFinite }.min { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }

  /// The next places to try, which can be trained at once: first ``first``; then one further down or up
  /// for as long as the lowest loss is at that end, downwards if all have failed; none if the best one
  /// lies between two others or all rates were tried.
  package var next: [Int] {
    let missing = Self.first.filter { losses[$0] == nil }
    guard missing.isEmpty else { return missing }
    guard losses.count < Self.first.count + Self.extraLimit, let low = losses.keys.min(),
      let high = losses.keys.max()
    else { return [] }
    guard let best, best != low else { return [low - 1] }
    return best == high ? [high + 1] : []
  }

  /// Records the loss at a place; a loss that is not finite, or not below the one before training,
  /// is a failure.
  package mutating func record(_ loss: Double, at place: Int, before: Double) {
    losses[place] = loss.isFinite && loss < before ? loss : .infinity
  }

  /// The places next to the best one that were tried.
  package var neighbours: (lower: Int?, upper: Int?) {
    guard let best else { return (nil, nil) }
    return (losses.keys.filter { $0 < best }.max(), losses.keys.filter { $0 > best }.min())
  }

  /// The place of the lowest point of a parabola through the best loss and its neighbours' on the
  /// scale of ln loss; nil if every training failed.
  ///
  /// Differences above 1 count as 1, so that a failure does not push the minimum to the other side.
  /// If a neighbour is missing, the place is up to a quarter of the distance towards that side.
  package var minimum: Double? {
    guard let best else { return nil }
    let center = Double(best)
    switch neighbours {
    case (let lower?, let upper?):
      guard let rise = difference(lower), let fall = difference(upper) else { return center }
      let (left, right) = (center - Double(lower), Double(upper) - center)
      let curvature = (rise / left + fall / right) / (left + right)
      guard curvature > 1e-9 else { return center }
      let slope = (fall - curvature * right * right) / right
      return center + max(-left, min(right, -slope / (2 * curvature)))
    case (let lower?, nil):
      return center + 0.25 * (center - Double(lower)) * (difference(lower) ?? 0)
    case (nil, let upper?):
      return center - 0.25 * (Double(upper) - center) * (difference(upper) ?? 0)
    case (nil, nil): return center
    }
  }

  /// The lowest loss as a share of the one before training; nil if one of them is not positive.
  package func remainingLoss(_ before: Double) -> Double? {
    guard let best, let loss = losses[best], loss > 0, before > 0 else { return nil }
    return loss / before
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
