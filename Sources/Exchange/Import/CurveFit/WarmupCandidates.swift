internal import LearningRate

/// Curves with a warmup: a first part that rises, or falls, up to another curve. That curve either
/// starts where the warmup ends, as in most frameworks, or has been running since the start of the
/// run, as in timm and YOLO.
struct WarmupCandidates {
  private(set) var models: [CurveModel] = []
  private let points: RatePoints
  private let features: CurveFeatures
  private let timeBase: TimeBase
  private let depth: Int

  init(_ points: RatePoints, _ features: CurveFeatures, depth: Int) {
    (self.points, self.features, self.depth) = (points, features, depth)
    timeBase = points.timeBase
    if features.riseIndex > 0, features.riseIndex < points.steps.count {
      // the warmup may end between the last point of the rise and the next
      if !addWarmups(until: features.riseIndex), features.riseIndex + 1 < points.steps.count {
        addWarmups(until: features.riseIndex + 1)
      }
      if let slopeChangeIndex { addWarmups(until: slopeChangeIndex) }
      addWarmupsOfRunningCurve(until: features.riseIndex)
      // a warmup that is counted in epochs may be a batch short of its last one
      addWarmupsOfRunningCurve(until: features.riseIndex + 1)
    }
    // a warmup of one epoch has only the first point
    for index in Set([kneeIndex, timeBase.isEpochs ? 1 : nil]).compactMap({ $0 })
    where index != features.riseIndex && index != features.riseIndex + 1 {
      addWarmupsOfRunningCurve(until: index)
    }
  }

  /// The index at which the first points leave a line that is steeper than what follows; nil if
  /// there is no such line.
  private var kneeIndex: Int? {
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

  /// The index at which a rise leaves the line of its first points, and goes on with another slope.
  private var slopeChangeIndex: Int? {
    let (rates, times) = (points.rates, points.times)
    func slope(_ index: Int) -> Double {
      (rates[index + 1] - rates[index]) / (times[index + 1] - times[index])
    }
    let first = slope(0)
    let index = (1..<features.riseIndex).first {
      (slope($0) - first).magnitude > 1e-3 * first + points.noise * points.scale
    }
    return index.map { $0 + 1 }
  }

  /// The time at which the line through the rise reaches the rate of the point after it.
  private func crossing(_ index: Int) -> Double {
    let (rates, times) = (points.rates, points.times)
    guard index > 1 else { return times[index] }
    let slope = (rates[index - 1] - rates[0]) / (times[index - 1] - times[0])
    guard slope > 0 else { return times[index] }
    let time = times[index - 1] + (rates[index] - rates[index - 1]) / slope
    return time > times[index - 1] && time < times[index] ? time : times[index]
  }

  /// Whether the points before an index lie on a line.
  private func isStraight(_ index: Int) -> Bool {
    let (rates, times) = (points.rates, points.times)
    guard index > 2 else { return true }
    let slope = (rates[index - 1] - rates[0]) / (times[index - 1] - times[0])
    return (0..<index).allSatisfy {
      (rates[0] + slope * (times[$0] - times[0]) - rates[$0]).magnitude < max(
        1e-3, 3 * points.noise) * points.scale
    }
  }

  /// Adds warmups to curves that start where the warmup ends, and returns whether one of the curves
  /// fits the points after it.
  @discardableResult
  private mutating func addWarmups(until index: Int) -> Bool {
    var isFitted = false
    let ends = [
      RoundNumbers.first(after: points.times[index - 1], upTo: points.times[index]),
      crossing(index),
      points.times[index],
    ]
    var seen: Set<Double> = []
    for end in ends where seen.insert(end).inserted {
      let rest = points.suffix(from: index, at: end)
      let models = ModelSelection.nearest(end == ends[0] ? 6 : 3, to: rest, depth: depth - 1)
      for model in models { addWarmups(of: model, end, until: index) }
      isFitted =
        isFitted || models.contains { rest.deviation(of: $0.schedule($0.start)) <= 3 * rest.noise }
    }
    return isFitted
  }

  private mutating func addWarmups(of model: CurveModel, _ end: Double, until index: Int) {
    let length: (CurveModel.Parameter, Double) = (.length, end)
    let first: (CurveModel.Parameter, Double) = (.rate, features.first)
    if !timeBase.isEpochs {
      models.append(model.wrapped([length], complexity: 2) { "\($0).warmup(\($1[0]))" })
    }
    let isZero = features.first <= 1e-9 * features.peak
    models.append(model.wrapped([length], complexity: 2) { "\($0).warmup(\($1[0]), from: 0)" })
    if !isZero {
      models.append(
        model.wrapped([length, first], complexity: 3) { "\($0).warmup(\($1[0]), from: \($1[1]))" })
    }
    let tolerance = 2 * points.noise * points.scale
    if index > 1, points.rates[index - 1] <= features.first + tolerance {
      models.append(
        model.wrapped([length, first], complexity: 3) {
          "\($0).warmup(\($1[0]), from: \($1[1]), shape: constant)"
        })
      return
    }
    guard !isStraight(index) || index == 1 else { return }
    for shape in ["cosine", "exponential", "constant", "squareRoot", "logarithmic"] {
      if !timeBase.isEpochs, shape != "constant" {
        models.append(
          model.wrapped([length], complexity: 3) { "\($0).warmup(\($1[0]), shape: \(shape))" })
      }
      models.append(
        model.wrapped([length, first], complexity: 4) {
          "\($0).warmup(\($1[0]), from: \($1[1]), shape: \(shape))"
        })
      guard features.first < 0.1 * features.peak else { continue }
      // DeepSpeed's logarithmic warmup ends a step before its length
      let late: (CurveModel.Parameter, Double) = (.length, shape == "logarithmic" ? end + 1 : end)
      models.append(
        model.wrapped([late], complexity: 3) {
          "\($0).warmup(\($1[0]), from: 0, shape: \(shape))"
        })
    }
    models.append(
      model.wrapped([length, first, (.factor, 2)], complexity: 5) {
        "\($0).warmup(\($1[0]), from: \($1[1]), shape: power(\($1[2])))"
      })
  }

  /// Adds warmups to a curve that has been running since the start of the run: one replaces the
  /// curve until its end, as timm's, and one multiplies it by a line, as YOLO's.
  private mutating func addWarmupsOfRunningCurve(until index: Int) {
    let (rates, times) = (points.rates, points.times)
    guard points.steps.count - index > 3 else { return }
    let rest = points.selecting(Array(index..<points.steps.count))
    let shapes = DecayCandidates(rest).models + StaircaseCandidates(rest).models
    let slope =
      index > 1
      ? (rates[index - 1] - rates[0]) / (times[index - 1] - times[0])
      : (rates[1] - rates[0]) / (times[1] - times[0])
    let end = RoundNumbers.first(after: times[index - 1], upTo: times[index])
    let text = timeBase.text(end)
    let first = rates[0] - slope * times[0]
    let warmup = points.prefix(index, run: end)
    let rises = isStraight(index) ? [] : DecayCandidates(warmup).models.nearest(2, to: warmup)
    for model in shapes.nearest(4, to: rest) {
      models += rises.map { $0.then(model, runningBefore: text) }
      models.append(
        model.wrapped([(.rate, first), (.rate, first + slope * end)], complexity: 4) {
          "linear(from: \($1[0]), to: \($1[1]), over: \(text)).then(\($0).advanced(by: \(text)), at: \(text))"
        })
      guard let factor = factor(over: model, in: rest) else { continue }
      for over in Set([end, factor.end]) {
        models.append(
          model.wrapped([(.factor, factor.start), (.length, over)], complexity: 4) {
            "\($0).multiplied(by: linear(from: \($1[0]), to: 1, over: \($1[1])))"
          })
      }
    }
  }

  /// The line that multiplies a curve to give the first two points: its value at time 0, and the
  /// time at which it is 1; nil if it does not rise from between 0 and 1.
  private func factor(over model: CurveModel, in rest: RatePoints) -> (start: Double, end: Double)?
  {
    guard let curve = rest.curve(of: model.schedule(model.start)) else { return nil }
    let ratios = (0...1).map { points.rates[$0] / curve.value(at: points.steps[$0]) }
    let slope = (ratios[1] - ratios[0]) / (points.times[1] - points.times[0])
    let start = ratios[0] - slope * points.times[0]
    guard slope > 0, start > 0, start < 1 else { return nil }
    return (start, (1 - start) / slope)
  }
}
