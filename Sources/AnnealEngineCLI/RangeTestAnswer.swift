internal import Search

/// The answer of `anneal find --by NAME --json`: that of a search, and the range test's suggestions and
/// curve.
struct RangeTestAnswer: Encodable {
  /// A step of the ramp; losses that are not finite are null.
  struct Step: Encodable {
    let rate: Double
    let loss, smoothedLoss: Double?
  }

  let by, task, optimizer: String
  /// To three digits, as the schedule has it.
  let rate: Double
  let interval: [Double]
  let steps, runSteps: Int
  let flat = false
  let schedule: String
  let searched = true
  let expectedRegret: ExpectedRegret
  let trials: [RateTrial] = []
  /// The rates exactly as the package returns them.
  let suggestions: [String: Double]
  let ramp: [Step]

  init(
    _ curve: RangeCurve, _ suggestion: RangeSuggestion, among all: [RangeSuggestion],
    task: String, optimizer: String, schedule: String, runSteps: Int
  ) {
    (self.task, self.optimizer, self.schedule) = (task, optimizer, schedule)
    (by, rate) = (suggestion.test.rawValue, suggestion.peak)
    interval = [suggestion.interval.lowerBound, suggestion.interval.upperBound]
    (steps, self.runSteps) = (curve.losses.count, runSteps)
    expectedRegret = .of(suggestion.test)
    suggestions = Dictionary(uniqueKeysWithValues: all.map { ($0.test.rawValue, $0.rate) })
    ramp = curve.losses.indices.map { step in
      Step(
        rate: curve.ramp.rate(at: step), loss: curve.losses[step].finite,
        smoothedLoss: curve.smoothed[step].finite)
    }
  }
}

extension Double {
  /// The number, or nil if it is not finite.
  fileprivate var finite: Double? { isFinite ? self : nil }
}
