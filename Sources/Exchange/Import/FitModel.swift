internal import LearningRate
internal import Notation

/// A kind of schedule with numbers to be found: a notation as a function of them.
struct FitModel {
  /// What a number is, which says how it is varied and which values are round.
  enum Parameter { case rate, length, factor }

  let parameters: [Parameter]
  /// Where the search starts.
  let start: [Double]
  /// How plain it is: fewer is plainer.
  let complexity: Int
  let notation: @Sendable ([Double]) -> String

  init(
    _ parameters: [(Parameter, Double)], complexity: Int? = nil,
    _ notation: @escaping @Sendable ([String]) -> String
  ) {
    self.parameters = parameters.map(\.0)
    start = parameters.map(\.1)
    self.complexity = complexity ?? parameters.count
    self.notation = { notation($0.map(\.notationText)) }
  }

  /// The same after a warmup of `length`, from `from` or in this library's own way.
  func warmed(_ length: Double, from: Double?, isFree: Bool) -> FitModel {
    let inner = self
    let count = start.count
    let more: [(Parameter, Double)] =
      [(.length, length)] + (isFree ? [(.rate, from ?? 0)] : [])
    return FitModel(
      Array(zip(parameters, start)) + more, complexity: complexity + more.count + 1
    ) { texts in
      let body = inner.notation(texts.prefix(count).compactMap(Double.init))
      let start = isFree ? ", from: \(texts[count + 1])" : from == nil ? "" : ", from: 0"
      return "\(body).warmup(\(texts[count])\(start))"
    }
  }

  func schedule(_ values: [Double]) -> Schedule? {
    values.allSatisfy(\.isFinite) ? try? Schedule(notation(values)) : nil
  }
}

/// The points to be fitted, on the run's clock.
struct FitPoints {
  let steps: [Int]
  let rates: [Double]
  let length: Int
  /// The largest rate in size, or 1 if all are zero.
  let scale: Double

  init(steps: [Int], rates: [Double], length: Int) {
    (self.steps, self.rates, self.length) = (steps, rates, length)
    let largest = rates.lazy.map(\.magnitude).max() ?? 0
    scale = largest == 0 ? 1 : largest
  }

  /// At most `count` of the points, with the first and the last.
  func thinned(to count: Int) -> FitPoints {
    guard steps.count > count else { return self }
    let places = (0..<count).map { $0 * (steps.count - 1) / (count - 1) }
    return FitPoints(
      steps: places.map { steps[$0] }, rates: places.map { rates[$0] }, length: length)
  }

  /// The differences of a schedule from the points, as shares of the largest rate; nil if it does
  /// not fit the run.
  func residuals(of schedule: Schedule?) -> [Double]? {
    guard let curve = try? schedule?.resolved(steps: length) else { return nil }
    let residuals = zip(steps, rates).map { (curve.value(at: $0) - $1) / scale }
    return residuals.allSatisfy(\.isFinite) ? residuals : nil
  }

  /// The values of a schedule at some hundred steps of the run, as shares of the largest rate; nil if it
  /// does not fit the run.
  func samples(of schedule: Schedule) -> [Double]? {
    guard let curve = try? schedule.resolved(steps: length) else { return nil }
    let count = min(length, 500)
    return (0..<count).map { curve.value(at: $0 * (length - 1) / max(1, count - 1)) / scale }
  }

  /// The largest difference of a schedule from the points.
  func deviation(of schedule: Schedule?) -> Double {
    residuals(of: schedule)?.reduce(0) { max($0, $1.magnitude) } ?? .infinity
  }
}
