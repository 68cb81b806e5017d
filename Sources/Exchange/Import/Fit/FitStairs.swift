internal import RealModule

/// The staircases through points that stay level, or that lie on stairs too short to be seen as such. A
/// change lies between two points, at the roundest time there.
struct FitStairs {
  private(set) var models: [FitModel] = []
  private let clock: FitClock
  private let values: [Double]
  /// Each change is after the first and not after the second.
  private let places: [(after: Double, by: Double)]

  init(_ points: FitPoints, _ outline: FitOutline) {
    clock = points.clock
    let near = max(1e-6, 2 * points.noise) * points.scale
    let times = points.times
    var values = [points.rates[0]]
    var places: [(after: Double, by: Double)] = []
    for index in points.rates.indices.dropFirst() {
      // what falls by the same factor gets small, and a change of it smaller
      let (rate, level) = (points.rates[index], values[values.count - 1])
      guard (rate - level).magnitude > min(near, max(1e-3 * level.magnitude, 1e-13 * points.scale))
      else { continue }
      values.append(rate)
      places.append((times[index - 1], times[index]))
    }
    (self.values, self.places) = (values, places)
    guard !places.isEmpty else { return }
    addCounted(points)
    guard values.count * 2 < points.rates.count + 2 else { return }
    let starts = places.map { Self.roundest(after: $0.after, by: $0.by) }
    if values.count <= 16 { addPiecewise(starts) }
    addEqual(starts)
  }

  /// Levels that are whole numbers of the same factor, or the same drop, apart: how many say how far apart
  /// the changes are, even where each point is on another level.
  private mutating func addCounted(_ points: FitPoints) {
    let (rates, times) = (points.rates, points.times)
    guard rates[0] > 0, rates.count > 3, rates.allSatisfy({ $0 > 0 }) else { return }
    let logs = rates.map { Double.log($0 / rates[0]) }
    if let every = Self.period(logs, times, noise: 4 * points.noise * points.scale / outline(rates))
    {
      let gamma = Double.exp(every.unit)
      let text = clock.text(every.length)
      // a change with each step is no staircase
      if every.length > 1 || clock.isEpochs {
        models.append(
          FitModel([(.rate, rates[0]), (.factor, gamma)], clock) {
            "step(from: \($0[0]), gamma: \($0[1]), every: \(text))"
          })
      }
    }
    let drops = rates.map { ($0 - rates[0]) / points.scale }
    let floor = rates[rates.count - 1]
    let falling = zip(drops, rates).filter { $0.1 > floor * (1 + 1e-9) }.map(\.0)
    if falling.count > 3,
      let every = Self.period(falling, Array(times.prefix(falling.count)), noise: 4 * points.noise)
    {
      let text = clock.text(every.length)
      models.append(
        FitModel(
          [(.rate, rates[0]), (.rate, -every.unit * points.scale), (.rate, floor)], clock,
          complexity: 4
        ) { "drop(from: \($0[0]), by: \($0[1]), every: \(text), to: \($0[2]))" })
    }
  }

  private func outline(_ rates: [Double]) -> Double { max(rates.min() ?? 1, 1e-300) }

  /// The distance of changes that are each by `unit`, from how many there were by each time.
  private static func period(
    _ heights: [Double], _ times: [Double], noise: Double
  ) -> (length: Double, unit: Double)? {
    let steps = zip(heights, heights.dropFirst()).map { $1 - $0 }.filter { $0 < -max(noise, 1e-9) }
    guard let unit = steps.max(), steps.count > 1 else { return nil }
    var (low, high) = (0.0, Double.infinity)
    for (height, time) in zip(heights, times) {
      let count = height / unit
      let whole = count.rounded()
      guard (count - whole).magnitude < max(0.02, 2 * noise / unit.magnitude), whole >= 0 else {
        return nil
      }
      // count · every ≤ time < (count + 1) · every
      if whole > 0 { high = min(high, time / whole) }
      low = max(low, time / (whole + 1))
    }
    guard low < high, high.isFinite else { return nil }
    return (roundest(after: low, by: high), unit)
  }

  private mutating func addPiecewise(_ starts: [Double]) {
    let texts = ([0] + starts).map { $0 == 0 ? "0" : clock.text($0) }
    models.append(
      FitModel(values.map { (.rate, $0) }, clock, complexity: 2 * values.count) { rates in
        let entries = zip(texts, rates).map { "\($0): \($1)" }
        return "piecewise([\(entries.joined(separator: ", "))])"
      })
  }

  /// Levels with the same ratio between any two.
  private mutating func addEqual(_ starts: [Double]) {
    let ratios = zip(values.dropFirst(), values).map { $0 / $1 }
    guard ratios[0].isFinite, ratios[0] > 0, ratios[0] != 1 else { return }
    let logs = ratios.map { Double.log($0) }
    guard let unit = logs.max(by: { $0.magnitude > $1.magnitude }), unit != 0 else { return }
    var list: [String] = []
    for (start, log) in zip(starts, logs) {
      let count = (log / unit).rounded()
      guard count >= 1, count < 5, (log / unit - count).magnitude < 5e-3 else { return }
      list += [String](repeating: clock.text(start), count: Int(count))
    }
    guard list.count <= 40 else { return }
    let text = list.joined(separator: ", ")
    models.append(
      FitModel(
        [(.rate, values[0]), (.factor, Double.exp(unit))], clock, complexity: 2 + list.count
      ) { "multiStep(from: \($0[0]), gamma: \($0[1]), at: [\(text)])" })
  }

  /// The number with the fewest digits in `after < n ≤ by`.
  static func roundest(after: Double, by: Double) -> Double {
    var unit = 1e9
    while unit > 1e-3 {
      for part in [unit, unit / 2] {
        let multiple = (by / part * (1 + 1e-12)).rounded(.down) * part
        if multiple > after * (1 + 1e-12), multiple > 0, part >= 1 || by < 1 || by - after < 1 {
          return multiple
        }
      }
      unit /= 10
    }
    return by
  }
}
