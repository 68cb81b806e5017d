internal import LearningRate

/// A way up, or down, that a curve begins with, and something else behind it or beneath it.
struct FitHeads {
  private(set) var all: [FitModel] = []
  private let points: FitPoints
  private let outline: FitOutline
  private let clock: FitClock
  private let depth: Int

  init(_ points: FitPoints, _ outline: FitOutline, depth: Int) {
    (self.points, self.outline, self.depth) = (points, outline, depth)
    clock = points.clock
    if outline.riseIndex > 0, outline.riseIndex < points.steps.count {
      // the top may lie between the last point of the rise and the next
      if !addWarmups(to: outline.riseIndex), outline.riseIndex + 1 < points.steps.count {
        addWarmups(to: outline.riseIndex + 1)
      }
      if let turn { addWarmups(to: turn) }
      addBeneath(to: outline.riseIndex)
      // the last epoch of a warmup may be a batch short of its end
      addBeneath(to: outline.riseIndex + 1)
    }
    // with a warmup of one epoch only the first point lies beside the curve
    for index in Set([bend, clock.isEpochs ? 1 : nil]).compactMap({ $0 })
    where index != outline.riseIndex && index != outline.riseIndex + 1 {
      addBeneath(to: index)
    }
  }

  /// Where the first points stop to lie on a line that is steeper than what follows.
  private var bend: Int? {
    let (rates, times) = (points.rates, points.times)
    guard rates.count > 8 else { return nil }
    func slope(_ index: Int) -> Double {
      (rates[index + 1] - rates[index]) / (times[index + 1] - times[index])
    }
    let first = slope(0)
    guard first != 0 else { return nil }
    var index = 1
    while index < rates.count / 4, (slope(index) - first).magnitude < 0.3 * first.magnitude {
      index += 1
    }
    return index < rates.count / 4 && slope(index).magnitude < 0.5 * first.magnitude ? index : nil
  }

  /// Where a rise goes on in another direction than that of its first points.
  private var turn: Int? {
    let (rates, times) = (points.rates, points.times)
    func slope(_ index: Int) -> Double {
      (rates[index + 1] - rates[index]) / (times[index + 1] - times[index])
    }
    let first = slope(0)
    let turn = (1..<outline.riseIndex).first {
      (slope($0) - first).magnitude > 1e-3 * first + points.noise * points.scale
    }
    return turn.map { $0 + 1 }
  }

  /// The time at which the line through the rise reaches what comes after it.
  private func crossing(_ index: Int) -> Double {
    let (rates, times) = (points.rates, points.times)
    guard index > 1 else { return times[index] }
    let slope = (rates[index - 1] - rates[0]) / (times[index - 1] - times[0])
    guard slope > 0 else { return times[index] }
    let time = times[index - 1] + (rates[index] - rates[index - 1]) / slope
    return time > times[index - 1] && time < times[index] ? time : times[index]
  }

  /// Whether the points of the rise lie on a line.
  private func isStraight(_ index: Int) -> Bool {
    let (rates, times) = (points.rates, points.times)
    guard index > 2 else { return true }
    let slope = (rates[index - 1] - rates[0]) / (times[index - 1] - times[0])
    return (0..<index).allSatisfy {
      (rates[0] + slope * (times[$0] - times[0]) - rates[$0]).magnitude < max(
        1e-3, 3 * points.noise) * points.scale
    }
  }

  /// Whether something has the rates behind the rise.
  @discardableResult
  private mutating func addWarmups(to index: Int) -> Bool {
    var isFound = false
    let ends = [
      FitStairs.roundest(after: points.times[index - 1], by: points.times[index]), crossing(index),
      points.times[index],
    ]
    var seen: Set<Double> = []
    for end in ends where seen.insert(end).inserted {
      let tail = points.tail(from: index, at: end)
      let models = FitModels.nearest(end == ends[0] ? 6 : 3, to: tail, depth: depth - 1)
      for model in models { addWarmups(of: model, end, to: index) }
      isFound =
        isFound || models.contains { tail.deviation(of: $0.schedule($0.start)) <= 3 * tail.noise }
    }
    return isFound
  }

  private mutating func addWarmups(of model: FitModel, _ end: Double, to index: Int) {
    let length: (FitModel.Parameter, Double) = (.length, end)
    let first: (FitModel.Parameter, Double) = (.rate, outline.first)
    if !clock.isEpochs {
      all.append(model.wrapped([length], complexity: 2) { "\($0).warmup(\($1[0]))" })
    }
    let isZero = outline.first <= 1e-9 * outline.peak
    all.append(model.wrapped([length], complexity: 2) { "\($0).warmup(\($1[0]), from: 0)" })
    if !isZero {
      all.append(
        model.wrapped([length, first], complexity: 3) { "\($0).warmup(\($1[0]), from: \($1[1]))" })
    }
    let near = 2 * points.noise * points.scale
    if index > 1, points.rates[index - 1] <= outline.first + near {
      all.append(
        model.wrapped([length, first], complexity: 3) {
          "\($0).warmup(\($1[0]), from: \($1[1]), shape: constant)"
        })
      return
    }
    guard !isStraight(index) || index == 1 else { return }
    for shape in ["cosine", "exponential", "constant", "squareRoot", "logarithmic"] {
      if !clock.isEpochs, shape != "constant" {
        all.append(
          model.wrapped([length], complexity: 3) { "\($0).warmup(\($1[0]), shape: \(shape))" })
      }
      all.append(
        model.wrapped([length, first], complexity: 4) {
          "\($0).warmup(\($1[0]), from: \($1[1]), shape: \(shape))"
        })
      guard outline.first < 0.1 * outline.peak else { continue }
      // DeepSpeed's way is done a step before its length
      let late: (FitModel.Parameter, Double) = (.length, shape == "logarithmic" ? end + 1 : end)
      all.append(
        model.wrapped([late], complexity: 3) {
          "\($0).warmup(\($1[0]), from: 0, shape: \(shape))"
        })
    }
    all.append(
      model.wrapped([length, first, (.factor, 2)], complexity: 5) {
        "\($0).warmup(\($1[0]), from: \($1[1]), shape: power(\($1[2])))"
      })
  }

  /// A curve that has begun with the run, under a line: timm's warmup is the line until its end, that of
  /// YOLO is a factor.
  private mutating func addBeneath(to index: Int) {
    let (rates, times) = (points.rates, points.times)
    guard points.steps.count - index > 3 else { return }
    let rest = points.chosen(Array(index..<points.steps.count))
    let outline = FitOutline(rest)
    let bodies = FitDecays(rest).all + FitStairs(rest, outline).models
    let slope =
      index > 1
      ? (rates[index - 1] - rates[0]) / (times[index - 1] - times[0])
      : (rates[1] - rates[0]) / (times[1] - times[0])
    let end = FitStairs.roundest(after: times[index - 1], by: times[index])
    let text = clock.text(end)
    let first = rates[0] - slope * times[0]
    let head = points.head(index, run: end)
    let rises = isStraight(index) ? [] : FitDecays(head).all.nearest(2, to: head)
    for model in bodies.nearest(4, to: rest) {
      all += rises.map { $0.then(model, begunBefore: text) }
      all.append(
        model.wrapped([(.rate, first), (.rate, first + slope * end)], complexity: 4) {
          "linear(from: \($1[0]), to: \($1[1]), over: \(text)).then(\($0).advanced(by: \(text)), at: \(text))"
        })
      guard let factor = factor(over: model, in: rest) else { continue }
      for over in Set([end, factor.end]) {
        all.append(
          model.wrapped([(.factor, factor.start), (.length, over)], complexity: 4) {
            "\($0).multiplied(by: linear(from: \($1[0]), to: 1, over: \($1[1])))"
          })
      }
    }
  }

  /// Where the line begins that the first two points are of a curve, and when it is 1.
  private func factor(over model: FitModel, in rest: FitPoints) -> (start: Double, end: Double)? {
    guard let curve = rest.curve(of: model.schedule(model.start)) else { return nil }
    let shares = (0...1).map { points.rates[$0] / curve.value(at: points.steps[$0]) }
    let slope = (shares[1] - shares[0]) / (points.times[1] - points.times[0])
    let start = shares[0] - slope * points.times[0]
    guard slope > 0, start > 0, start < 1 else { return nil }
    return (start, (1 - start) / slope)
  }
}
