/// The losses of one series in a trial.
package struct LossCurve: Hashable, Sendable, Codable {
  /// The series.
  package let series: SeriesName
  /// The losses, in order.
  package private(set) var values: [Double] = []
  /// The steps printed with them, NaN where there was none.
  package private(set) var steps: [Double] = []
  /// How many losses of all series had been printed with each.
  package private(set) var ordinals: [Int] = []

  init(_ series: SeriesName) { self.series = series }

  mutating func append(_ reading: LossReading, ordinal: Int) {
    values.append(reading.value)
    steps.append(reading.step ?? .nan)
    ordinals.append(ordinal)
  }

  /// Whether each loss has a step, and none is before another.
  package var hasSteps: Bool {
    !steps.isEmpty && steps.allSatisfy(\.isFinite) && zip(steps, steps.dropFirst()).allSatisfy(<=)
      && (steps.count < 2 || steps[0] < steps[steps.count - 1])
  }

  /// Without the losses for which `isKept` is false.
  func filtered(_ isKept: (_ index: Int) -> Bool) -> LossCurve {
    var copy = LossCurve(series)
    for index in values.indices where isKept(index) {
      copy.append(
        LossReading(series, values[index], step: steps[index].isFinite ? steps[index] : nil),
        ordinal: ordinals[index])
    }
    return copy
  }
}

/// All losses of a trial.
package struct TrialLosses: Hashable, Sendable, Codable {
  /// The series, in the order in which they were first printed.
  package private(set) var curves: [LossCurve] = []
  /// How many losses were printed.
  package private(set) var count = 0

  package init() {}

  /// Adds a loss that was printed.
  package mutating func add(_ reading: LossReading) {
    let index =
      curves.firstIndex { $0.series == reading.series }
      ?? {
        curves.append(LossCurve(reading.series))
        return curves.count - 1
      }()
    count += 1
    curves[index].append(reading, ordinal: count)
  }

  package subscript(series: SeriesName) -> LossCurve? { curves.first { $0.series == series } }

  /// The losses of the first part of a run: up to a step where steps are printed, otherwise up to a
  /// number of losses.
  func upTo(step: Double?, ordinal: Int?) -> TrialLosses {
    var copy = self
    copy.curves = curves.map { curve in
      curve.filtered { index in
        if let step, curve.hasSteps { return curve.steps[index] <= step }
        return ordinal.map { curve.ordinals[index] <= $0 } ?? true
      }
    }.filter { !$0.values.isEmpty }
    copy.count = copy.curves.reduce(0) { $0 + $1.values.count }
    return copy
  }
}
