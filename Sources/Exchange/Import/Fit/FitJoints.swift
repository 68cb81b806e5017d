/// One curve until a time and another one from there on: where what the first points lie on ends, where the
/// rates jump, or where they turn sharply, both sides are fitted by themselves.
struct FitJoints {
  private(set) var all: [FitModel] = []
  private let points: FitPoints

  init(_ points: FitPoints, depth: Int) {
    self.points = points
    var tried: Set<Int> = []
    // behind an end that is certain there may be any number of others
    if let end = end() {
      add(at: end, depth: depth - 1, behind: depth)
      tried.insert(end)
      if isFound { return }
    }
    for place in places() where tried.insert(place).inserted {
      add(at: place, depth: depth - 1, behind: depth - 1)
    }
  }

  private var isFound: Bool {
    all.contains { points.deviation(of: $0.schedule($0.start)) <= 3 * points.noise }
  }

  private mutating func add(at place: Int, depth: Int, behind: Int) {
    let (rates, times) = (points.rates, points.times)
    let time = FitStairs.roundest(after: times[place - 1], by: times[place])
    let tail = points.tail(from: place, at: time)
    let after = FitModels.nearest(3, to: tail, depth: behind)
    for before in FitModels.nearest(2, to: points.head(place, run: time), depth: depth) {
      all += after.map { before.then($0, at: time) }
      if rates[rates.count - 1] < rates[place - 1] { addCooldowns(of: before, points.run - time) }
    }
  }

  private mutating func addCooldowns(of model: FitModel, _ length: Double) {
    let end = points.rates[points.rates.count - 1]
    for word in ["linear", "squareRoot", "cosine"] {
      let shape = word == "linear" ? "" : ", shape: \(word)"
      all.append(
        model.wrapped([(.length, length)], complexity: 2) { "\($0).cooldown(\($1[0])\(shape))" })
      guard end > 0 else { continue }
      all.append(
        model.wrapped([(.length, length), (.rate, end)], complexity: 3) {
          "\($0).cooldown(\($1[0]), to: \($1[1])\(shape))"
        })
    }
    all.append(
      model.wrapped([(.length, length), (.factor, 2)], complexity: 4) {
        "\($0).cooldown(\($1[0]), shape: power(\($1[1])))"
      })
  }

  /// The first point that does not lie on the curve of the first half, quarter or eighth of them.
  private func end() -> Int? {
    let near = max(1e-6, 4 * points.noise)
    for share in [2, 4, 8] {
      let count = points.steps.count / share
      guard count > 4 else { return nil }
      let head = points.head(count)
      guard let model = FitModels.simple(1, to: head).first, model.start.count * 2 <= count,
        let values = FitSearch(model: model, points: head.thinned(to: 200)).nearest(
          from: model.start),
        head.deviation(of: model.schedule(values)) <= near,
        let residuals = points.residuals(of: model.schedule(values))
      else { continue }
      return residuals.firstIndex { $0.magnitude > near }
    }
    return nil
  }

  /// The one or two points at which something else begins, by the slopes.
  private func places() -> [Int] {
    let rates = points.rates
    guard rates.count > 8 else { return [] }
    let slopes = zip(rates.dropFirst(), rates).map { $0 - $1 }
    let noise = max(1e-6, 4 * points.noise) * points.scale
    var found: [(place: Int, score: Double)] = []
    for index in 3..<(slopes.count - 3) {
      // a jump is steeper than what is before and behind it
      let around = [slopes[index - 2], slopes[index - 1], slopes[index + 1], slopes[index + 2]]
      let usual = around.map(\.magnitude).max() ?? 0
      if slopes[index].magnitude > 8 * usual + noise {
        found.append((index + 1, slopes[index].magnitude))
      }
      // a turn has another slope behind it, and neither side bends so much
      let turn = (slopes[index + 1] - slopes[index - 1]).magnitude
      let bend = max(
        (slopes[index - 1] - slopes[index - 3]).magnitude,
        (slopes[index + 3] - slopes[index + 1]).magnitude)
      if turn > 8 * bend + noise, usual > 0 {
        found.append((index + 1, turn))
        found.append((index, turn * 0.99))
      }
    }
    found.sort { $0.score > $1.score }
    var places: [Int] = []
    for entry in found where places.count < 2 && !places.contains(entry.place) {
      places.append(entry.place)
    }
    return places
  }
}
