package import LearningRate
internal import Notation

/// A notation with free parameters, whose values are fitted to points.
package struct CurveModel {
  /// The kind of a parameter: it decides how large a change of it is tried, and how it is written.
  package enum Parameter { case rate, length, factor }

  /// The kinds of the parameters.
  package let parameters: [Parameter]
  /// The values from which the fit starts.
  package let start: [Double]
  /// How complicated the notation is; of two models that fit, the one with less is preferred.
  package let complexity: Int
  /// The unit of lengths.
  package let timeBase: TimeBase
  private let body: @Sendable ([String]) -> String
  private let template: ScheduleTemplate?

  /// A model whose `body` makes the notation of the written values of the parameters; the
  /// complexity is their number if it is nil.
  package init(
    _ parameters: [(Parameter, Double)], _ timeBase: TimeBase, complexity: Int? = nil,
    _ body: @escaping @Sendable ([String]) -> String
  ) {
    self.parameters = parameters.map(\.0)
    start = parameters.map(\.1)
    self.complexity = complexity ?? parameters.count
    self.timeBase = timeBase
    self.body = body
    template = try? ScheduleTemplate(parameters.count, body)
  }

  private init(_ model: CurveModel, start: [Double]) {
    (parameters, complexity, timeBase) = (model.parameters, model.complexity, model.timeBase)
    (body, template) = (model.body, model.template)
    self.start = start
  }

  /// The notation with these values.
  package func notation(_ values: [Double]) -> String {
    body(zip(parameters, values).map { $0 == .length ? timeBase.text($1) : $1.notationText })
  }

  /// The same model with other start values.
  func starting(from values: [Double]) -> CurveModel {
    CurveModel(self, start: values)
  }

  /// A notation around this one, with more parameters after those of this one.
  func wrapped(
    _ more: [(Parameter, Double)], complexity extra: Int,
    _ wrap: @escaping @Sendable (_ inner: String, _ more: [String]) -> String
  ) -> CurveModel {
    let (inner, count) = (body, parameters.count)
    return CurveModel(
      Array(zip(parameters, start)) + more, timeBase, complexity: complexity + extra
    ) { texts in
      wrap(inner(Array(texts.prefix(count))), Array(texts.dropFirst(count)))
    }
  }

  /// This model until a time, which is fitted too, and then another one that starts there.
  func then(_ next: CurveModel, at time: Double) -> CurveModel {
    let body = next.body
    return wrapped(
      [(.length, time)] + Array(zip(next.parameters, next.start)), complexity: next.complexity + 1
    ) { inner, more in "\(inner).then(\(body(Array(more.dropFirst()))), at: \(more[0]))" }
  }

  /// This model until a time, and then another one whose time has counted from the start of the
  /// run.
  func then(_ next: CurveModel, runningBefore time: String) -> CurveModel {
    let body = next.body
    return wrapped(
      Array(zip(next.parameters, next.start)), complexity: next.complexity + 2
    ) { "\($0).then(\(body($1)).advanced(by: \(time)), at: \(time))" }
  }

  /// The schedule with these values; nil if one is not finite or not allowed there.
  package func schedule(_ values: [Double]) -> Schedule? {
    guard values.allSatisfy(\.isFinite) else { return nil }
    return template?.schedule(
      zip(parameters, values).map { $0 == .length ? .length(timeBase.length($1)) : .number($1) })
  }
}

extension [CurveModel] {
  /// Each model with the values that fit best to about 60 of the points, and its deviation from
  /// these; without the models that do not fit in the run.
  func fitted(to points: RatePoints) -> [(model: CurveModel, deviation: Double)] {
    let sample = points.subsampled(to: 60)
    return compactMap { model in
      let fit = LeastSquaresFit(model: model, points: sample)
      guard let values = fit.values(from: model.start, rounds: 12) else { return nil }
      let deviation = sample.deviation(of: model.schedule(values))
      return deviation.isFinite ? (model.starting(from: values), deviation) : nil
    }
  }

  /// The few models that fit best to the points, with their values as start values.
  func nearest(_ count: Int, to points: RatePoints) -> [CurveModel] {
    fitted(to: points).nearest(count, within: points.tolerance)
  }
}

extension [(model: CurveModel, deviation: Double)] {
  /// The few models with the least deviation. Those within `tolerance` are equally good, and
  /// ordered by complexity.
  func nearest(_ count: Int, within tolerance: Double) -> [CurveModel] {
    func rank(_ entry: (model: CurveModel, deviation: Double)) -> (Double, Int) {
      (entry.deviation <= tolerance ? 0 : entry.deviation, entry.model.complexity)
    }
    return sorted { rank($0) < rank($1) }.prefix(count).map(\.model)
  }
}
