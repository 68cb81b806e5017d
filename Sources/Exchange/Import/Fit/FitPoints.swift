internal import LearningRate

/// The points to be fitted, on the run's clock.
struct FitPoints {
  let clock: FitClock
  /// Steps of the fit, ``FitClock/steps`` to a unit.
  let steps: [Int]
  /// The times of the points in what the log counts.
  let times: [Double]
  let rates: [Double]
  /// The length of the run in steps of the fit.
  let length: Int
  /// The largest rate in size, or 1 if all are zero.
  let scale: Double
  /// How far a rounder number may be off: what float32 loses, or the log's digits.
  let noise: Double

  init(
    clock: FitClock, steps: [Int], rates: [Double], length: Int, resolution: Double,
    budget: FitBudget, scale: Double? = nil
  ) {
    (self.clock, self.steps, self.rates, self.length) = (clock, steps, rates, length)
    self.budget = budget
    times = steps.map { Double($0) / Double(clock.steps) }
    let largest = rates.lazy.map(\.magnitude).max() ?? 0
    self.scale = scale ?? (largest == 0 ? 1 : largest)
    self.resolution = resolution
    noise = max(Self.float, 1.01 * resolution / self.scale)
  }

  /// How far off what the log has may be fitted: least squares are not the least difference.
  var near: Double { noise > Self.float ? 2 * noise : noise }

  private static let float = 1.5e-7
  private let resolution: Double
  /// What the fits of a log have together.
  let budget: FitBudget

  private func with(_ steps: [Int], _ rates: [Double], length: Int) -> FitPoints {
    FitPoints(
      clock: clock, steps: steps, rates: rates, length: length, resolution: resolution,
      budget: budget, scale: scale)
  }

  /// The length of the run in what the log counts.
  var run: Double { Double(length) / Double(clock.steps) }

  /// At most `count` of the points, with the first and the last.
  func thinned(to count: Int) -> FitPoints {
    guard steps.count > count else { return self }
    let places = (0..<count).map { $0 * (steps.count - 1) / (count - 1) }
    return with(places.map { steps[$0] }, places.map { rates[$0] }, length: length)
  }

  /// The points from one on, for what begins at `time`.
  func tail(from index: Int, at time: Double) -> FitPoints {
    let start = Int((time * Double(clock.steps)).rounded(.up))
    return with(
      steps[index...].map { max($0 - start, 0) }, Array(rates[index...]),
      length: max(length - start, 1))
  }

  /// The first points, of a run with another length if it is given.
  func head(_ count: Int, run: Double? = nil) -> FitPoints {
    with(
      Array(steps[..<count]), Array(rates[..<count]),
      length: run.map { max(Int(($0 * Double(clock.steps)).rounded()), 1) } ?? length)
  }

  /// The points at these places.
  func chosen(_ places: [Int]) -> FitPoints {
    with(places.map { steps[$0] }, places.map { rates[$0] }, length: length)
  }

  /// The rates as shares of others.
  func divided(by others: [Double]) -> FitPoints {
    FitPoints(
      clock: clock, steps: steps, rates: zip(rates, others).map { $0 / $1 }, length: length,
      resolution: resolution / (others.min() ?? 1), budget: budget)
  }

  /// The same rates at other steps.
  func moved(to steps: [Int]) -> FitPoints { with(steps, rates, length: length) }

  func curve(of schedule: Schedule?) -> Curve? {
    try? schedule?.resolved(steps: length, stepsPerEpoch: clock.isEpochs ? clock.steps : nil)
  }

  /// The differences of a schedule from the points, as shares of the largest rate; nil if it does
  /// not fit the run.
  func residuals(of schedule: Schedule?) -> [Double]? {
    budget.spend(steps.count)
    guard let curve = curve(of: schedule) else { return nil }
    let residuals = zip(steps, rates).map { (curve.value(at: $0) - $1) / scale }
    return residuals.allSatisfy(\.isFinite) ? residuals : nil
  }

  /// The values of a schedule at some hundred steps of the run, as shares of the largest rate; nil if it
  /// does not fit the run.
  func samples(of schedule: Schedule) -> [Double]? {
    guard let curve = curve(of: schedule) else { return nil }
    let count = min(length, 500)
    return (0..<count).map { curve.value(at: $0 * (length - 1) / max(1, count - 1)) / scale }
  }

  /// The largest difference of a schedule from the points.
  func deviation(of schedule: Schedule?) -> Double {
    residuals(of: schedule)?.reduce(0) { max($0, $1.magnitude) } ?? .infinity
  }
}
