import Notation
import RealModule

extension Controller {
  /// Cuts the rate when a straight line through the last measurements does not clearly go down.
  ///
  /// ```
  /// P(slope < 0) = Φ(−m / s)        s² = 12 σ² / (n³ − n)
  /// P < probability, with all values and without the highest tenth:  factor in effect · factor
  /// ```
  ///
  /// where `m` is the slope of the least-squares line through the last `n` = `patience`
  /// measurements, `σ²` the variance of the residuals, `Σ r² / (n − 2)`, and `Φ` the normal
  /// distribution. Nothing happens before there are `patience` measurements. Constant measurements
  /// have P = ½, so they cut the rate. After a cut the oldest `400 + patience / 10` measurements
  /// are forgotten, which are all of them up to a patience of 444; the next cut needs at least as
  /// many new ones. The line is fitted only every `⌊patience / 200⌋ + 1` measurements, so the mean
  /// cost of a measurement does not grow with the patience.
  ///
  /// It detects a slow descent under strong noise, where the best measurement, which `plateau`
  /// uses, is an outlier. It needs many measurements: the training loss of every step, or a
  /// validation loss that is measured often. It does not suit a run with one measurement per epoch.
  ///
  /// A measurement that is NaN, infinite or beyond 1e100 is ignored.
  ///
  /// Source: dlib 20, `dnn_trainer` and `count_steps_without_decrease`, in the form for the
  /// training loss (D. King, *Automatic Learning Rate Scheduling That Really Works*, 2018,
  /// <http://blog.dlib.net/2018/02/automatic-learning-rate-scheduling-that.html>). dlib counts the
  /// steps back to the last clear decrease and cuts when they reach the patience. It keeps no more
  /// measurements than that, so the decision depends only on the line through all of them. Its
  /// recursive fit starts from a prior, which has the effect of noise of a thousandth of the newest
  /// measurement. Here there is no prior, so a descent without noise counts, however slow it is.
  ///
  /// - Precondition: `factor` is positive and at most 1; `patience` is between 3 and 100 000; `probability`
  ///   is above 0.5 and below 1; `minFactor` is between 0 and 1.
  public static func slopeTest(
    factor: Double = 0.1, patience: Int = 2_000, probability: Double = 0.51,
    mode: MetricMode = .min, minFactor: Double = 0
  ) -> Controller {
    Controller(
      SlopeTestController(
        factor: factor, patience: patience, probability: probability, mode: mode,
        minFactor: minFactor))
  }
}

/// The controller `slopeTest`.
struct SlopeTestController: ControllerForm {
  var factor = 0.1
  var patience = 2_000
  var probability = 0.51
  var mode = MetricMode.min
  var minFactor = 0.0

  struct State: Codable, Hashable, Sendable {
    var factor = 1.0
    /// The measurements since the last fit.
    var waited = 0
    /// The last measurements, oldest first.
    var recent: [Double] = []
  }

  static let word = NotationWord(
    "slopeTest", summary: "Cuts the rate when the last measurements do not clearly go down.",
    formula: """
      if P(slope < 0) < probability of the line through the last patience measurements, \
      with and without the highest tenth: · factor
      """,
    example: "slopeTest(factor: 0.1, patience: 500)")

  static var parameters: NotationParameters<SlopeTestController> {
    [
      .optional("factor", \.factor, .cut, isAlwaysPrinted: true),
      .optional("patience", \.patience, .within(3...100_000), isAlwaysPrinted: true),
      .optional(
        "probability", \.probability,
        Domain("number", "above 0.5 and below 1") { $0 > 0.5 && $0 < 1 }),
      .optional("mode", \.mode, .cases),
      .optional("minFactor", \.minFactor, .within(0...1).called("factor")),
    ]
  }

  /// The loss of every step: it needs many measurements.
  var measurement: String { "loss" }

  var initialState: State { State() }

  func fault(of state: State) -> ScheduleError? {
    .first(
      .check("factor", state.factor, .within(minFactor...1)),
      .check("waited", state.waited, .within(0...patience / Self.budget)),
      .window("recent", state.recent, atMost: patience))
  }
}

extension SlopeTestController {
  /// The number of old measurements that may be read for each new one, as in dlib.
  private static let budget = 200

  func factor(_ state: State, at step: Int) -> Double { state.factor }

  func observe(_ value: Double, at step: Int, _ state: inout State) -> ControllerAction {
    guard value.isMeasurement else { return .keep }
    state.recent.append(value)
    if state.recent.count > patience { state.recent.removeFirst() }
    state.waited += 1
    guard state.waited > patience / Self.budget else { return .keep }
    state.waited = 0
    guard state.recent.count == patience, !isDecreasing(state.recent),
      !isDecreasing(withoutHighest(state.recent))
    else { return .keep }
    let old = state.factor
    let new = max(old * factor, minFactor)
    guard new < old else { return .keep }
    state.factor = new
    state.recent.removeFirst(min(400 + patience / 10, patience))
    return .changed(from: old, to: new)
  }

  private func isDecreasing(_ values: [Double]) -> Bool {
    let line = FittedLine(values)
    return line.probability(slopeBelowZeroFor: mode) >= probability
  }

  /// The values up to the quantile 0.9, in their order, so that one bad batch does not cause a cut.
  private func withoutHighest(_ values: [Double]) -> [Double] {
    let sorted = values.map { mode.sign * $0 }.sorted()
    let quantile = sorted[Int((Double(sorted.count - 1) * 0.9).rounded())]
    return values.filter { mode.sign * $0 <= quantile }
  }
}
