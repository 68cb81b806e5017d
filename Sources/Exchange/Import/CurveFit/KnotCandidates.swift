/// Two curves that meet at a knot: one until a time, and another one, or a cooldown, from there on.
/// A knot is tried where a curve through the first points ends, where the rates jump, and where
/// their slope changes abruptly; the points on both sides are fitted separately.
struct KnotCandidates {
  private(set) var models: [CurveModel] = []
  private let points: RatePoints

  init(_ points: RatePoints, depth: Int) {
    self.points = points
    var tried: Set<Int> = []
    // the first knot is certain there, so the curve after it may have as many knots as this one
    if let end = endOfFirstCurve() {
      add(at: end, depth: depth - 1, depthAfter: depth)
      tried.insert(end)
      if isFitted { return }
    }
    for index in abruptChanges() where tried.insert(index).inserted {
      add(at: index, depth: depth - 1, depthAfter: depth - 1)
    }
  }

  private var isFitted: Bool {
    models.contains { points.deviation(of: $0.schedule($0.start)) <= 3 * points.noise }
  }

  private mutating func add(at index: Int, depth: Int, depthAfter: Int) {
    let (rates, times) = (points.rates, points.times)
    let time = RoundNumbers.first(after: times[index - 1], upTo: times[index])
    let rest = points.suffix(from: index, at: time)
    let after = ModelSelection.nearest(3, to: rest, depth: depthAfter)
    for before in ModelSelection.nearest(2, to: points.prefix(index, run: time), depth: depth) {
      models += after.map { before.then($0, at: time) }
      if rates[rates.count - 1] < rates[index - 1] { addCooldowns(of: before, points.run - time) }
    }
  }

  private mutating func addCooldowns(of model: CurveModel, _ length: Double) {
    let end = points.rates[points.rates.count - 1]
    for word in ["linear", "squareRoot", "cosine"] {
      let shape = word == "linear" ? "" : ", shape: \(word)"
      models.append(
        model.wrapped([(.length, length)], complexity: 2) { "\($0).cooldown(\($1[0])\(shape))" })
      guard end > 0 else { continue }
      models.append(
        model.wrapped([(.length, length), (.rate, end)], complexity: 3) {
          "\($0).cooldown(\($1[0]), to: \($1[1])\(shape))"
        })
    }
    models.append(
      model.wrapped([(.length, length), (.factor, 2)], complexity: 4) {
        "\($0).cooldown(\($1[0]), shape: power(\($1[1])))"
      })
  }

  /// The index of the first point off a curve that fits the first half, quarter or eighth of the
  /// points; nil if none fits.
  private func endOfFirstCurve() -> Int? {
    let tolerance = max(1e-6, 4 * points.noise)
    for divisor in [2, 4, 8] {
      let count = points.steps.count / divisor
      guard count > 4 else { return nil }
      let first = points.prefix(count)
      guard let model = ModelSelection.simple(1, to: first).first, model.start.count * 2 <= count,
        let values = LeastSquaresFit(model: model, points: first.subsampled(to: 200)).values(
          from: model.start),
        first.deviation(of: model.schedule(values)) <= tolerance,
        let residuals = points.residuals(of: model.schedule(values))
      else { continue }
      return residuals.firstIndex { $0.magnitude > tolerance }
    }
    return nil
  }

  /// The indices of the one or two most abrupt changes.
  private func abruptChanges() -> [Int] {
    let rates = points.rates
    guard rates.count > 8 else { return [] }
    let slopes = zip(rates.dropFirst(), rates).map { $0 - $1 }
    let noise = max(1e-6, 4 * points.noise) * points.scale
    var found: [(index: Int, size: Double)] = []
    for index in 3..<(slopes.count - 3) {
      // a jump: much steeper than the slopes before and after it
      let around = [slopes[index - 2], slopes[index - 1], slopes[index + 1], slopes[index + 2]]
      let usual = around.map(\.magnitude).max() ?? 0
      if slopes[index].magnitude > 8 * usual + noise {
        found.append((index + 1, slopes[index].magnitude))
      }
      // a change of slope that is much larger than the curvature on both sides
      let change = (slopes[index + 1] - slopes[index - 1]).magnitude
      let curvature = max(
        (slopes[index - 1] - slopes[index - 3]).magnitude,
        (slopes[index + 3] - slopes[index + 1]).magnitude)
      if change > 8 * curvature + noise, usual > 0 {
        found.append((index + 1, change))
        found.append((index, change * 0.99))
      }
    }
    found.sort { $0.size > $1.size }
    var indices: [Int] = []
    for entry in found where indices.count < 2 && !indices.contains(entry.index) {
      indices.append(entry.index)
    }
    return indices
  }
}
