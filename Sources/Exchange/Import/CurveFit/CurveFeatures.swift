internal import RealModule

/// Features of a curve that are read off its points: the start values of the fits. Times are in the
/// unit of the log.
package struct CurveFeatures {
  /// The length of the run.
  package let run: Double
  /// The first, last, largest and smallest rate.
  package let first, last, peak, low: Double
  /// The rate at time 0 on the line through the first two points, if that falls; the first rate
  /// otherwise.
  package let start: Double
  /// The index of the point at which a rise from the first point ends; 0 if the curve does not
  /// begin with a rise.
  package let riseIndex: Int
  /// The time of that point, or 0.
  package let rise: Double
  /// The time of the last point.
  package let ending: Double
  /// The time from which on all rates are the last one; nil if only the last point has it, or all
  /// have.
  package let plateau: Double?
  /// The time up to which all rates are the first one; nil if only the first point has it, or all
  /// have.
  package let levelEnd: Double?
  private let rates: [Double]
  private let times: [Double]

  /// The features of points, at least one of them.
  package init(_ points: RatePoints) {
    (rates, times) = (points.rates, points.times)
    let tolerance = max(1e-6, 2 * points.noise) * points.scale
    run = points.run
    (first, last) = (rates[0], rates[rates.count - 1])
    (peak, low) = (rates.max() ?? 0, rates.min() ?? 0)
    let isFalling = rates.count > 1 && rates[1] < rates[0] && times[0] > 0
    start =
      isFalling ? rates[0] + (rates[0] - rates[1]) / (times[1] - times[0]) * times[0] : rates[0]
    var index = 0
    while index + 1 < rates.count, rates[index + 1] >= rates[index] - tolerance / 10 { index += 1 }
    let top = rates[index]
    // if the rates stay at the top, the rise ends at the first of these points
    while index > 0, rates[index - 1] >= top - tolerance { index -= 1 }
    riseIndex = index
    rise = index > 0 ? times[index] : 0
    ending = times[times.count - 1]
    let end = last
    let levelStart = rates.lastIndex { ($0 - end).magnitude > tolerance }.map { $0 + 1 } ?? 0
    plateau = levelStart < rates.count - 1 && levelStart > 0 ? times[levelStart] : nil
    let level = first
    let levelLast = rates.firstIndex { ($0 - level).magnitude > tolerance } ?? rates.count
    levelEnd = levelLast < rates.count && levelLast > 1 ? times[levelLast - 1] : nil
  }

  /// The mean factor by which the rates change in a unit of time, over the first `fraction` of the
  /// points.
  package func factor(over fraction: Double) -> Double {
    let last = max(1, Int(Double(rates.count - 1) * fraction))
    guard last < rates.count, rates[0] > 0 else { return 0.999 }
    let ratio = max(rates[last], 1e-12 * peak) / rates[0]
    let time = times[last] - times[0]
    return Double.pow(max(ratio, 1e-12), 1 / max(time, 1e-9))
  }
}
