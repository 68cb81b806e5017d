internal import Notation
internal import RealModule

/// The staircases through points that stay level: the drops lie between two points, at the roundest
/// step there.
struct FitStairs {
  let models: [FitModel]

  /// The points from `start` on; times count from there.
  init(_ points: FitPoints, from start: Int) {
    let near = 1e-6 * points.scale
    let origin = start == 0 ? 0 : Double(points.steps[start])
    var values = [points.rates[start]]
    /// Each drop is after the first and not after the second.
    var places: [(after: Double, by: Double)] = []
    for index in points.rates.indices.dropFirst(start + 1) {
      guard (points.rates[index] - values[values.count - 1]).magnitude > near else { continue }
      values.append(points.rates[index])
      places.append(
        (Double(points.steps[index - 1]) - origin, Double(points.steps[index]) - origin))
    }
    guard !places.isEmpty, values.count <= 60, values.count * 2 < points.rates.count - start + 2
    else {
      models = []
      return
    }
    let starts = places.map { Self.roundest(after: $0.after, by: $0.by) }
    var found = [Self.piecewise(values, starts)]
    let ratios = zip(values.dropFirst(), values).map { $0 / $1 }
    let drops = zip(values.dropFirst(), values).map { $1 - $0 }
    let every = Self.period(places)
    if ratios[0].isFinite, ratios[0] > 0,
      ratios.allSatisfy({ ($0 - ratios[0]).magnitude < 1e-4 * ratios[0] })
    {
      let list = starts.map(\.notationText).joined(separator: ", ")
      let numbers: [(FitModel.Parameter, Double)] = [(.rate, values[0]), (.factor, ratios[0])]
      found.append(
        FitModel(numbers, complexity: 2 + starts.count) {
          "multiStep(from: \($0[0]), gamma: \($0[1]), at: [\(list)])"
        })
      // a single drop says nothing of a second
      if let every, starts.count > 1 {
        found.append(
          FitModel(numbers) {
            "step(from: \($0[0]), gamma: \($0[1]), every: \(every.notationText))"
          })
      }
    }
    if let every, drops.count > 1 {
      let floor = values[values.count - 1]
      found.append(
        FitModel([(.rate, values[0]), (.rate, drops[0]), (.rate, floor)], complexity: 4) {
          "drop(from: \($0[0]), by: \($0[1]), every: \(every.notationText), to: \($0[2]))"
        })
    }
    models = found
  }

  private static func piecewise(_ values: [Double], _ starts: [Double]) -> FitModel {
    let starts = [0] + starts
    return FitModel(values.map { (.rate, $0) }, complexity: 2 * values.count) { texts in
      let entries = zip(starts, texts).map { "\($0.notationText): \($1)" }
      return "piecewise([\(entries.joined(separator: ", "))])"
    }
  }

  /// The number with the fewest digits in `after < n ≤ by`.
  private static func roundest(after: Double, by: Double) -> Double {
    var unit = 1e9
    while unit > 1 {
      let multiple = (by / unit).rounded(.down) * unit
      if multiple > after, multiple > 0 { return multiple }
      let half = unit / 2
      let middle = (by / half).rounded(.down) * half
      if middle > after, middle > 0, half >= 1 { return middle }
      unit /= 10
    }
    return by
  }

  /// The distance of drops at equal distances.
  private static func period(_ places: [(after: Double, by: Double)]) -> Double? {
    var (low, high) = (0.0, Double.infinity)
    for (index, place) in places.enumerated() {
      let count = Double(index + 1)
      (low, high) = (max(low, place.after / count), min(high, place.by / count))
    }
    return low < high ? roundest(after: low, by: high) : nil
  }
}
