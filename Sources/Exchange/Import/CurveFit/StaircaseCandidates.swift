internal import RealModule

/// Staircases: `step`, `drop`, `multiStep` and `piecewise` through points with few levels, and
/// `step` and `drop` through points that are each on a level of their own. A change between two
/// points is put at the time between them that has the fewest digits.
package struct StaircaseCandidates {
  /// The models.
  package private(set) var models: [CurveModel] = []
  private let timeBase: TimeBase
  /// The rate of each level.
  private let values: [Double]
  /// Two times for each change: it is after the first, and not after the second.
  private let changes: [(after: Double, upTo: Double)]

  /// The staircases through points.
  package init(_ points: RatePoints) {
    timeBase = points.timeBase
    let tolerance = max(1e-6, 2 * points.noise) * points.scale
    let times = points.times
    var values = [points.rates[0]]
    var changes: [(after: Double, upTo: Double)] = []
    for index in points.rates.indices.dropFirst() {
      // after many steps by the same factor the rate is small, and its changes are smaller still
      let (rate, level) = (points.rates[index], values[values.count - 1])
      guard
        (rate - level).magnitude > min(tolerance, max(1e-3 * level.magnitude, 1e-13 * points.scale))
      else { continue }
      values.append(rate)
      changes.append((times[index - 1], times[index]))
    }
    (self.values, self.changes) = (values, changes)
    guard !changes.isEmpty else { return }
    addPeriodic(points)
    guard values.count * 2 < points.rates.count + 2 else { return }
    let starts = changes.map { RoundNumbers.first(after: $0.after, upTo: $0.upTo) }
    if values.count <= 16 { addPiecewise(starts) }
    addMultiStep(starts)
  }

  /// `step` and `drop`: all rates are the first one times a power of one factor, or minus a
  /// multiple of one drop. The powers tell how often the rate changes, even if every point is on
  /// another level.
  private mutating func addPeriodic(_ points: RatePoints) {
    let (rates, times) = (points.rates, points.times)
    guard rates[0] > 0, rates.count > 3, rates.allSatisfy({ $0 > 0 }) else { return }
    let logs = rates.map { Double.log($0 / rates[0]) }
    let least = max(rates.min() ?? 1, 1e-300)
    if let every = Self.period(logs, times, noise: 4 * points.noise * points.scale / least) {
      let gamma = Double.exp(every.unit)
      let text = timeBase.text(every.length)
      // a change at every step is an exponential decay
      if every.length > 1 || timeBase.isEpochs {
        models.append(
          CurveModel([(.rate, rates[0]), (.factor, gamma)], timeBase) {
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
      let text = timeBase.text(every.length)
      models.append(
        CurveModel(
          [(.rate, rates[0]), (.rate, -every.unit * points.scale), (.rate, floor)], timeBase,
          complexity: 4
        ) { "drop(from: \($0[0]), by: \($0[1]), every: \(text), to: \($0[2]))" })
    }
  }

  /// The time between changes by the same `unit` each, from the number of changes until each time;
  /// nil if the heights are no multiples of one unit, or no period fits the numbers.
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
    return (RoundNumbers.first(after: low, upTo: high), unit)
  }

  private mutating func addPiecewise(_ starts: [Double]) {
    let texts = ([0] + starts).map { $0 == 0 ? "0" : timeBase.text($0) }
    models.append(
      CurveModel(values.map { (.rate, $0) }, timeBase, complexity: 2 * values.count) { rates in
        let entries = zip(texts, rates).map { "\($0): \($1)" }
        return "piecewise([\(entries.joined(separator: ", "))])"
      })
  }

  /// `multiStep`: each level is the one before times the same factor.
  private mutating func addMultiStep(_ starts: [Double]) {
    let ratios = zip(values.dropFirst(), values).map { $0 / $1 }
    guard ratios[0].isFinite, ratios[0] > 0, ratios[0] != 1 else { return }
    let logs = ratios.map { Double.log($0) }
    guard let unit = logs.max(by: { $0.magnitude > $1.magnitude }), unit != 0 else { return }
    var list: [String] = []
    for (start, log) in zip(starts, logs) {
      let count = (log / unit).rounded()
      guard count >= 1, count < 5, (log / unit - count).magnitude < 5e-3 else { return }
      list += [String](repeating: timeBase.text(start), count: Int(count))
    }
    guard list.count <= 40 else { return }
    let text = list.joined(separator: ", ")
    models.append(
      CurveModel(
        [(.rate, values[0]), (.factor, Double.exp(unit))], timeBase, complexity: 2 + list.count
      ) { "multiStep(from: \($0[0]), gamma: \($0[1]), at: [\(text)])" })
  }
}
