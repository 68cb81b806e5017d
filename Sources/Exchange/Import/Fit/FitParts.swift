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

  /// A floor at which the rates end, or a ceiling at which they begin.
  private mutating func addClamped() {
    var power = 1.0
    while power < outline.peak { power *= 10 }
    let (top, clock) = (power.notation, points.clock)
    if let plateau = outline.plateau, outline.last <= outline.low * (1 + 1e-6), outline.last > 0 {
      let count = points.times.count { $0 < plateau }
      for model in inner(points.head(count)) {
        all.append(
          model.wrapped([(.rate, outline.last)], complexity: 2) {
            "\($0).clamped(\($1[0]) ... \(top))"
          })
      }
    }
    if let level = outline.levelEnd, outline.first >= outline.peak * (1 - 1e-6) {
      let start = points.times.count { $0 <= level }
      guard points.steps.count - start > 3 else { return }
      let rest = points.chosen(Array(start..<points.steps.count))
      let first = [(.rate, outline.first * 1.2)] as [(FitModel.Parameter, Double)]
      var bodies = FitDecays(rest).all
      bodies.append(FitModel(first, clock) { "linear(from: \($0[0]), to: 0)" })
      for model in bodies.nearest(2, to: rest) {
        all.append(
          model.wrapped([(.rate, outline.first)], complexity: 2) { "\($0).clamped(0 ... \($1[0]))" }
        )
      }
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
      guard count > last else { continue }
      last = count
      places.append(index)
      steps.append(Int((count * period * Double(clock.steps)).rounded(.up)))
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

extension Double {
  fileprivate var notation: String { self >= 1e6 ? "\(self)" : "\(Int(self))" }
}
