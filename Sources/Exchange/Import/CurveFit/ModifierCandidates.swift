internal import Notation
internal import RealModule

/// Curves that are repeated, clamped, multiplied by a staircase, held or delayed. The curve inside
/// is fitted to the points that show it: the first period, the points between the bounds, the
/// points divided by the staircase, the first point of each hold, or the points after the delay.
struct ModifierCandidates {
  private(set) var models: [CurveModel] = []
  private let points: RatePoints
  private let features: CurveFeatures
  private let depth: Int

  init(_ points: RatePoints, _ features: CurveFeatures, depth: Int) {
    (self.points, self.features, self.depth) = (points, features, depth)
    addRepeated()
    addClamped()
    addHeld()
    addMultipliedByStaircase()
    addDelayed()
  }

  /// The models that fit best to the points of the curve inside.
  private func inner(_ points: RatePoints, _ count: Int = 3) -> [CurveModel] {
    guard points.steps.count > 2 else { return [] }
    return ModelSelection.nearest(count, to: points, depth: depth - 1)
  }

  /// `repeated`: jumps back to the first rate at equal distances.
  private mutating func addRepeated() {
    let (rates, times) = (points.rates, points.times)
    let height = features.peak - features.low
    guard height > 0 else { return }
    let jumps = rates.indices.dropFirst().filter {
      (rates[$0] - rates[$0 - 1]).magnitude > 0.2 * height
        && (rates[$0] - rates[0]).magnitude < 0.2 * height
    }
    guard let first = jumps.first, first > 2 else { return }
    var (low, high) = (0.0, Double.infinity)
    for (index, jump) in jumps.enumerated() {
      let count = Double(index + 1)
      (low, high) = (max(low, times[jump - 1] / count), min(high, times[jump] / count))
    }
    guard low < high else { return }
    let period = RoundNumbers.first(after: low, upTo: high)
    for model in inner(points.prefix(first, run: features.run)) {
      models.append(
        model.wrapped([(.length, period)], complexity: 2) { "\($0).repeated(every: \($1[0]))" })
    }
  }

  /// `clamped`: three points or more at the smallest or the largest rate.
  private mutating func addClamped() {
    let tolerance = max(1e-9, 2 * points.noise) * features.peak
    let (low, high) = (features.low, features.peak)
    let isFloor = low > 0 && points.rates.count { $0 <= low + tolerance } > 2
    let isCeiling = points.rates.count { $0 >= high - tolerance } > 2
    guard isFloor || isCeiling, high > low + 2 * tolerance else { return }
    let free = points.rates.indices.filter {
      !(isFloor && points.rates[$0] <= low + tolerance)
        && !(isCeiling && points.rates[$0] >= high - tolerance)
    }
    guard free.count > 3 else { return }
    var power = 1.0
    while power < high { power *= 10 }
    let (top, isOpen) = (power.notationText, !isCeiling)
    let bounds = (isFloor ? [low] : []) + (isCeiling ? [high] : [])
    for model in inner(points.selecting(free)) {
      models.append(
        model.wrapped(bounds.map { (CurveModel.Parameter.rate, $0) }, complexity: 1 + bounds.count)
        {
          inner, bounds in
          let (floor, ceiling) = (
            isFloor ? bounds[0] : "0", isOpen ? top : bounds[bounds.count - 1]
          )
          return "\(inner).clamped(\(floor) ... \(ceiling))"
        })
    }
  }

  /// `multiplied(by: step(…))`: the same factor at equal distances, on top of other changes.
  private mutating func addMultipliedByStaircase() {
    let (rates, times) = (points.rates, points.times)
    guard rates.count > 12, rates.allSatisfy({ $0 > 0 }) else { return }
    let logs = zip(rates.dropFirst(), rates).map { Double.log($0 / $1) }
    var jumps: [(index: Int, log: Double)] = []
    for index in 1..<(logs.count - 1) {
      let around = (logs[index - 1] + logs[index + 1]) / 2
      guard logs[index] < -0.03, logs[index] < 3 * around - 0.02 else { continue }
      jumps.append((index + 1, logs[index] - around))
    }
    guard !jumps.isEmpty, jumps.count * 4 < rates.count else { return }
    let unit = jumps.map(\.log).sorted()[jumps.count / 2]
    guard jumps.allSatisfy({ ($0.log - unit).magnitude < 0.1 * unit.magnitude + 0.01 }) else {
      return
    }
    var (low, high) = (0.0, Double.infinity)
    for (count, jump) in jumps.enumerated() {
      low = max(low, times[jump.index - 1] / Double(count + 1))
      high = min(high, times[jump.index] / Double(count + 1))
    }
    guard low < high else { return }
    let period = RoundNumbers.first(after: low, upTo: high)
    let gamma = (Double.exp(unit) * 100).rounded() / 100
    guard gamma > 0, gamma < 1 else { return }
    let text = points.timeBase.text(period)
    let factors = times.map { Double.pow(gamma, ($0 / period * (1 + 1e-12)).rounded(.down)) }
    for model in inner(points.divided(by: factors)) {
      models.append(
        model.wrapped([(.factor, gamma)], complexity: 3) {
          "\($0).multiplied(by: step(from: 1, gamma: \($1[0]), every: \(text)))"
        })
    }
  }

  /// `held`: rates that change at equal distances only.
  private mutating func addHeld() {
    let (rates, times) = (points.rates, points.times)
    let changes = rates.indices.dropFirst().filter { rates[$0] != rates[$0 - 1] }
    guard changes.count > 4, changes.count * 3 < rates.count * 2 else { return }
    // the curve inside may have the same rate for several holds, so not every gap is one period
    var gaps: [Double] = []
    for (before, after) in zip(changes, changes.dropFirst()) {
      gaps.append(times[after] - times[before])
    }
    gaps.sort()
    let usual = gaps[gaps.count / 2]
    var (low, high) = (0.0, Double.infinity)
    for change in changes {
      let count = (times[change] / usual).rounded()
      guard count >= 1 else { return }
      (low, high) = (max(low, times[change - 1] / count), min(high, times[change] / count))
    }
    guard low < high else { return }
    let period = RoundNumbers.first(after: low, upTo: high)
    let timeBase = points.timeBase
    var (indices, steps): ([Int], [Int]) = ([], [])
    var last = -1.0
    for (index, time) in times.enumerated() {
      let count = (time / period * (1 + 1e-12)).rounded(.down)
      let step = count * period * Double(timeBase.steps)
      // with a fractional period, only changes that lie on a step give a value of the curve inside
      guard count > last, (step - step.rounded()).magnitude < 1e-6 else { continue }
      last = count
      indices.append(index)
      steps.append(Int(step.rounded()))
    }
    let text = timeBase.text(period)
    for model in inner(points.selecting(indices).at(steps: steps), 5) {
      models.append(
        model.wrapped([], complexity: 2) { inner, _ in "\(inner).held(every: \(text))" })
    }
  }

  /// `delayed`, or a constant and `then`: a level, and another curve after it.
  private mutating func addDelayed() {
    guard let level = features.levelEnd else { return }
    let next = points.times.count { $0 <= level }
    guard points.steps.count - next > 2, next < points.times.count else { return }
    // the delayed curve starts with the last point of the level
    let start = max(level, 1e-9)
    let rest = points.suffix(from: next - 1, at: start)
    for model in inner(rest) {
      models.append(model.wrapped([(.length, start)], complexity: 2) { "\($0).delayed(\($1[0]))" })
    }
    let jump = points.suffix(from: next, at: points.times[next])
    let time = RoundNumbers.first(after: level, upTo: points.times[next])
    let text = points.timeBase.text(time)
    for model in inner(jump) {
      models.append(
        model.wrapped([(.rate, features.first)], complexity: 3) {
          "constant(\($1[0])).then(\($0), at: \(text))"
        })
    }
  }
}
