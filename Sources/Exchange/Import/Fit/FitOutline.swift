internal import RealModule

/// What can be seen of a curve without fitting anything: where to start from. Times are in what the log
/// counts.
struct FitOutline {
  let run: Double
  let first, last, peak, low: Double
  /// Where a fall that is seen later only would have begun.
  let start: Double
  /// The first point at the end of a rise that the curve begins with; 0 without one.
  let riseIndex: Int
  /// When that point is.
  let rise: Double
  /// The time of the last point.
  let ending: Double
  /// The time from which on all rates are the same.
  let plateau: Double?
  /// The time up to which the rates from the first on are the same.
  let levelEnd: Double?
  private let rates: [Double]
  private let times: [Double]

  init(_ points: FitPoints) {
    (rates, times) = (points.rates, points.times)
    let near = max(1e-6, 2 * points.noise) * points.scale
    run = points.run
    (first, last) = (rates[0], rates[rates.count - 1])
    (peak, low) = (rates.max() ?? 0, rates.min() ?? 0)
    let isFalling = rates.count > 1 && rates[1] < rates[0] && times[0] > 0
    start =
      isFalling ? rates[0] + (rates[0] - rates[1]) / (times[1] - times[0]) * times[0] : rates[0]
    var index = 0
    while index + 1 < rates.count, rates[index + 1] >= rates[index] - near / 10 { index += 1 }
    let top = rates[index]
    // where it stays level at its top, the rise has ended at the first point there
    while index > 0, rates[index - 1] >= top - near { index -= 1 }
    riseIndex = index
    rise = index > 0 ? times[index] : 0
    ending = times[times.count - 1]
    let end = last
    let levelStart = rates.lastIndex { ($0 - end).magnitude > near }.map { $0 + 1 } ?? 0
    plateau = levelStart < rates.count - 1 && levelStart > 0 ? times[levelStart] : nil
    let level = first
    let levelLast = rates.firstIndex { ($0 - level).magnitude > near } ?? rates.count
    levelEnd = levelLast < rates.count && levelLast > 1 ? times[levelLast - 1] : nil
  }

  /// The factor of a unit of time over the first `share` of the curve.
  func factor(over share: Double) -> Double {
    let last = max(1, Int(Double(rates.count - 1) * share))
    guard last < rates.count, rates[0] > 0 else { return 0.999 }
    let ratio = max(rates[last], 1e-12 * peak) / rates[0]
    let time = times[last] - times[0]
    return Double.pow(max(ratio, 1e-12), 1 / max(time, 1e-9))
  }
}
