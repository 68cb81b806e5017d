internal import LearningRate
internal import Notation

/// A kind of schedule with numbers to be found: a notation as a function of them.
struct FitModel {
  /// What a number is, which says how it is varied, which values are round and how it is written.
  enum Parameter { case rate, length, factor }

  let parameters: [Parameter]
  /// Where the search starts.
  let start: [Double]
  /// How plain it is: fewer is plainer.
  let complexity: Int
  let clock: FitClock
  private let body: @Sendable ([String]) -> String
  private let template: ScheduleTemplate?

  init(
    _ parameters: [(Parameter, Double)], _ clock: FitClock, complexity: Int? = nil,
    _ body: @escaping @Sendable ([String]) -> String
  ) {
    self.parameters = parameters.map(\.0)
    start = parameters.map(\.1)
    self.complexity = complexity ?? parameters.count
    self.clock = clock
    self.body = body
    template = try? ScheduleTemplate(parameters.count, body)
  }

  private init(_ model: FitModel, start: [Double]) {
    (parameters, complexity, clock) = (model.parameters, model.complexity, model.clock)
    (body, template) = (model.body, model.template)
    self.start = start
  }

  /// The notation with these numbers.
  func notation(_ values: [Double]) -> String {
    body(zip(parameters, values).map { $0 == .length ? clock.text($1) : $1.notationText })
  }

  /// The same with numbers to start from.
  func starting(from values: [Double]) -> FitModel {
    FitModel(self, start: values)
  }

  /// Another notation around this one, with more numbers.
  func wrapped(
    _ more: [(Parameter, Double)], complexity extra: Int,
    _ wrap: @escaping @Sendable (_ inner: String, _ more: [String]) -> String
  ) -> FitModel {
    let (inner, count) = (body, parameters.count)
    return FitModel(
      Array(zip(parameters, start)) + more, clock, complexity: complexity + extra
    ) { texts in
      wrap(inner(Array(texts.prefix(count))), Array(texts.dropFirst(count)))
    }
  }

  /// This one until about a time, and then another one.
  func then(_ next: FitModel, at time: Double) -> FitModel {
    let body = next.body
    return wrapped(
      [(.length, time)] + Array(zip(next.parameters, next.start)), complexity: next.complexity + 1
    ) { inner, more in "\(inner).then(\(body(Array(more.dropFirst()))), at: \(more[0]))" }
  }

  /// This one until a time, and then another one that has begun with the run.
  func then(_ next: FitModel, begunBefore time: String) -> FitModel {
    let body = next.body
    return wrapped(
      Array(zip(next.parameters, next.start)), complexity: next.complexity + 2
    ) { "\($0).then(\(body($1)).advanced(by: \(time)), at: \(time))" }
  }

  func schedule(_ values: [Double]) -> Schedule? {
    guard values.allSatisfy(\.isFinite) else { return nil }
    return template?.schedule(
      zip(parameters, values).map { $0 == .length ? clock.length($1).notation : $1.notation })
  }
}

extension [FitModel] {
  /// Each with the numbers that come nearest to the points, and how far it is then off; without those
  /// that do not fit the run.
  func fitted(to points: FitPoints) -> [(model: FitModel, deviation: Double)] {
    let thin = points.thinned(to: 60)
    return compactMap { model in
      let search = FitSearch(model: model, points: thin)
      guard let values = search.nearest(from: model.start, rounds: 12) else { return nil }
      let deviation = thin.deviation(of: model.schedule(values))
      return deviation.isFinite ? (model.starting(from: values), deviation) : nil
    }
  }

  /// The few that come nearest to the points, with the numbers that do.
  func nearest(_ count: Int, to points: FitPoints) -> [FitModel] {
    fitted(to: points).nearest(count, near: points.near)
  }
}

extension [(model: FitModel, deviation: Double)] {
  /// The few that are least off; of those that are not off by more than `near`, the plainest.
  func nearest(_ count: Int, near: Double) -> [FitModel] {
    func rank(_ entry: (model: FitModel, deviation: Double)) -> (Double, Int) {
      (entry.deviation <= near ? 0 : entry.deviation, entry.model.complexity)
    }
    return sorted { rank($0) < rank($1) }.prefix(count).map(\.model)
  }
}
