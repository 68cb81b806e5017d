internal import Notation
internal import RealModule

/// What is repeated, clamped, held or delayed: one period, the part that is not clamped, the first steps of
/// what is held, and what comes after a level are fitted by themselves.
struct FitParts {
  private(set) var all: [FitModel] = []
  private let points: FitPoints
  private let outline: FitOutline
  private let depth: Int

  init(_ points: FitPoints, _ outline: FitOutline, depth: Int) {
    (self.points, self.outline, self.depth) = (points, outline, depth)
    addRepeated()
    addClamped()
    addHeld()
    addStaired()
    addDelayed()
  }

  private func inner(_ points: FitPoints, _ count: Int = 3) -> [FitModel] {
    guard points.steps.count > 2 else { return [] }
    return FitModels.nearest(count, to: points, depth: depth - 1)
  }

  /// Jumps back to the first rate at equal distances.
  private mutating func addRepeated() {
    let (rates, times) = (points.rates, points.times)
    let height = outline.peak - outline.low
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
    let period = FitStairs.roundest(after: low, by: high)
    for model in inner(points.head(first, run: outline.run)) {
      all.append(
        model.wrapped([(.length, period)], complexity: 2) { "\($0).repeated(every: \($1[0]))" })
    }
  }

  /// A floor or a ceiling that the rates keep to: the others are fitted by themselves.
  private mutating func addClamped() {
    let near = max(1e-9, 2 * points.noise) * outline.peak
    let (low, high) = (outline.low, outline.peak)
    let isFloor = low > 0 && points.rates.count { $0 <= low + near } > 2
    let isCeiling = points.rates.count { $0 >= high - near } > 2
    guard isFloor || isCeiling, high > low + 2 * near else { return }
    let free = points.rates.indices.filter {
      !(isFloor && points.rates[$0] <= low + near)
        && !(isCeiling && points.rates[$0] >= high - near)
    }
    guard free.count > 3 else { return }
    var power = 1.0
    while power < high { power *= 10 }
    let (top, isOpen) = (power.notationText, !isCeiling)
    let bounds = (isFloor ? [low] : []) + (isCeiling ? [high] : [])
    for model in inner(points.chosen(free)) {
      all.append(
        model.wrapped(bounds.map { (FitModel.Parameter.rate, $0) }, complexity: 1 + bounds.count) {
          inner, bounds in
          let (floor, ceiling) = (
            isFloor ? bounds[0] : "0", isOpen ? top : bounds[bounds.count - 1]
          )
          return "\(inner).clamped(\(floor) ... \(ceiling))"
        })
    }
  }

  /// The same factor at equal distances, over something else.
  private mutating func addStaired() {
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
    let period = FitStairs.roundest(after: low, by: high)
    let gamma = (Double.exp(unit) * 100).rounded() / 100
    guard gamma > 0, gamma < 1 else { return }
    let text = points.clock.text(period)
    let factors = times.map { Double.pow(gamma, ($0 / period * (1 + 1e-12)).rounded(.down)) }
    for model in inner(points.divided(by: factors)) {
      all.append(
        model.wrapped([(.factor, gamma)], complexity: 3) {
          "\($0).multiplied(by: step(from: 1, gamma: \($1[0]), every: \(text)))"
        })
    }
  }

  /// Rates that change at equal distances only.
  private mutating func addHeld() {
    let (rates, times) = (points.rates, points.times)
    let changes = rates.indices.dropFirst().filter { rates[$0] != rates[$0 - 1] }
    guard changes.count > 4, changes.count * 3 < rates.count * 2 else { return }
    // a rate may come twice by chance, or be the same at its end, but none changes too early
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
    let period = FitStairs.roundest(after: low, by: high)
    let clock = points.clock
    var (places, steps): ([Int], [Int]) = ([], [])
    var last = -1.0
    for (index, time) in times.enumerated() {
      let count = (time / period * (1 + 1e-12)).rounded(.down)
      let step = count * period * Double(clock.steps)
      // of a period with a fraction those changes count that lie on a step
      guard count > last, (step - step.rounded()).magnitude < 1e-6 else { continue }
      last = count
      places.append(index)
      steps.append(Int(step.rounded()))
    }
    let text = clock.text(period)
    for model in inner(points.chosen(places).moved(to: steps), 5) {
      all.append(model.wrapped([], complexity: 2) { inner, _ in "\(inner).held(every: \(text))" })
    }
  }

  /// A level, and something else behind it.
  private mutating func addDelayed() {
    guard let level = outline.levelEnd else { return }
    let next = points.times.count { $0 <= level }
    guard points.steps.count - next > 2, next < points.times.count else { return }
    // where the rest begins, it may be level for one more point
    let start = max(level, 1e-9)
    let rest = points.tail(from: next - 1, at: start)
    for model in inner(rest) {
      all.append(model.wrapped([(.length, start)], complexity: 2) { "\($0).delayed(\($1[0]))" })
    }
    let jump = points.tail(from: next, at: points.times[next])
    let time = FitStairs.roundest(after: level, by: points.times[next])
    let text = points.clock.text(time)
    for model in inner(jump) {
      all.append(
        model.wrapped([(.rate, outline.first)], complexity: 3) {
          "constant(\($1[0])).then(\($0), at: \(text))"
        })
    }
  }
}
