package import LearningRate

/// The rates of a log at rising steps, to which a schedule is fitted.
package struct RatePoints {
  /// The unit of the log.
  package let timeBase: TimeBase
  /// The step of each point, ``TimeBase/steps`` in a unit of the log.
  package let steps: [Int]
  /// The time of each point in the unit of the log.
  package let times: [Double]
  /// The rate of each point.
  package let rates: [Double]
  /// The length of the run in steps.
  package let length: Int
  /// The largest rate in size, or 1 if all are zero.
  package let scale: Double
  /// The error of a logged rate as a fraction of ``scale``: that of float32, or that of the log's
  /// digits if it is larger.
  package let noise: Double
  /// The budget that all fits to one log share.
  package let budget: EvaluationBudget
  private let resolution: Double

  private static let float = 1.5e-7

  /// The points of a log whose digits give a rate to `resolution`; `scale` is that of the rates if
  /// it is nil.
  package init(
    timeBase: TimeBase, steps: [Int], rates: [Double], length: Int, resolution: Double,
    budget: EvaluationBudget, scale: Double? = nil
  ) {
    (self.timeBase, self.steps, self.rates, self.length) = (timeBase, steps, rates, length)
    self.budget = budget
    times = steps.map { Double($0) / Double(timeBase.steps) }
    let largest = rates.lazy.map(\.magnitude).max() ?? 0
    self.scale = scale ?? (largest == 0 ? 1 : largest)
    self.resolution = resolution
    noise = max(Self.float, 1.01 * resolution / self.scale)
  }

  /// The deviation up to which a schedule fits: more than the noise of rounded digits, since least
  /// squares do not minimize the largest difference.
  package var tolerance: Double { noise > Self.float ? 2 * noise : noise }

  private func with(_ steps: [Int], _ rates: [Double], length: Int) -> RatePoints {
    RatePoints(
      timeBase: timeBase, steps: steps, rates: rates, length: length, resolution: resolution,
      budget: budget, scale: scale)
  }

  /// The length of the run in the unit of the log.
  package var run: Double { Double(length) / Double(timeBase.steps) }

  /// About `count` of the points: evenly chosen ones with the first and the last, and those beside
  /// jumps, which tell when the jumps are.
  package func subsampled(to count: Int) -> RatePoints {
    guard steps.count > count else { return self }
    let indices = (0..<count).map { $0 * (steps.count - 1) / (count - 1) }
    return selecting(Set(indices + jumps(count / 2)).sorted())
  }

  /// The indices before and after the first jumps, at most about `count` of them.
  private func jumps(_ count: Int) -> [Int] {
    var found: [Int] = []
    var last = 0.0
    for index in rates.indices.dropFirst() where found.count < count {
      let rise = (rates[index] - rates[index - 1]).magnitude
      let next = index + 1 < rates.count ? (rates[index + 1] - rates[index]).magnitude : 0
      if rise > 0.01 * scale, rise > 4 * last, rise > 4 * next { found += [index - 1, index] }
      last = rise
    }
    return found
  }

  /// The points from an index on, with `time` as step 0.
  package func suffix(from index: Int, at time: Double) -> RatePoints {
    let start = Int((time * Double(timeBase.steps)).rounded(.up))
    return with(
      steps[index...].map { max($0 - start, 0) }, Array(rates[index...]),
      length: max(length - start, 1))
  }

  /// The first points, of a run with another length if it is given.
  package func prefix(_ count: Int, run: Double? = nil) -> RatePoints {
    with(
      Array(steps[..<count]), Array(rates[..<count]),
      length: run.map { max(Int(($0 * Double(timeBase.steps)).rounded()), 1) } ?? length)
  }

  /// The points at these indices.
  package func selecting(_ indices: [Int]) -> RatePoints {
    with(indices.map { steps[$0] }, indices.map { rates[$0] }, length: length)
  }

  /// The rates divided by others, one for each point.
  package func divided(by others: [Double]) -> RatePoints {
    RatePoints(
      timeBase: timeBase, steps: steps, rates: zip(rates, others).map { $0 / $1 }, length: length,
      resolution: resolution / (others.min() ?? 1), budget: budget)
  }

  /// The same rates at other steps.
  package func at(steps: [Int]) -> RatePoints { with(steps, rates, length: length) }

  /// A schedule over the run; nil if it does not fit in it.
  package func curve(of schedule: Schedule?) -> Curve? {
    try? schedule?.resolved(steps: length, stepsPerEpoch: timeBase.isEpochs ? timeBase.steps : nil)
  }

  /// The differences of a schedule from the points, as fractions of the largest rate; nil if it
  /// does not fit in the run.
  package func residuals(of schedule: Schedule?) -> [Double]? {
    budget.spend(steps.count)
    guard let curve = curve(of: schedule) else { return nil }
    let residuals = zip(steps, rates).map { (curve.value(at: $0) - $1) / scale }
    return residuals.allSatisfy(\.isFinite) ? residuals : nil
  }

  /// The values of a schedule at up to 500 steps of the run, as fractions of the largest rate; nil
  /// if it does not fit in the run.
  package func samples(of schedule: Schedule) -> [Double]? {
    guard let curve = curve(of: schedule) else { return nil }
    let count = min(length, 500)
    return (0..<count).map { curve.value(at: $0 * (length - 1) / max(1, count - 1)) / scale }
  }

  /// The largest difference of a schedule from the points, as a fraction of the largest rate;
  /// infinite if it does not fit in the run.
  package func deviation(of schedule: Schedule?) -> Double {
    residuals(of: schedule)?.reduce(0) { max($0, $1.magnitude) } ?? .infinity
  }
}
