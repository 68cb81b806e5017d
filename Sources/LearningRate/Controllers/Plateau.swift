import Notation

extension Controller {
  /// Cuts the rate when a measurement has not improved for a while.
  ///
  /// ```
  /// bad > patience:  factor in effect ← max(factor in effect · factor, minFactor), bad ← 0
  /// ```
  ///
  /// where `bad` counts the measurements in a row that did not improve on the best one. With the
  /// mode `min` an improvement is below `best − |best| · threshold`, or below `best − threshold`
  /// when `thresholdMode` is `absolute`; with `max` it is above. The first measurement is an
  /// improvement. For `cooldown` measurements after a cut nothing counts as bad, and a cut of at
  /// most `epsilon` is not made. With a patience of 0 every measurement without improvement cuts
  /// the rate.
  ///
  /// `patience` is PyTorch's: the rate is cut at bad measurement number `patience + 1`. Keras and
  /// optax cut one measurement earlier, so their `patience: p` is `p − 1` here.
  ///
  /// With `stopAfter: n`, n above 0, the run ends when the patience has run out n times since the
  /// last improvement, or once where the factor cannot be cut any more.
  ///
  /// A measurement that is NaN, infinite or beyond 1e100 is ignored; with `nonFinite: bad` it
  /// counts as no improvement.
  ///
  /// Do not use it if the noise is much larger than the improvement from one measurement to the
  /// next: the best measurement is then an outlier, and no later one improves on it.
  /// ``slopeTest(factor:patience:probability:mode:minFactor:)`` uses all of the last measurements.
  ///
  /// Source: PyTorch 2.13, `ReduceLROnPlateau`. The differences: the margin has the right sign for
  /// negative measurements, a measurement of −∞ is no improvement, and the bound is on the factor.
  ///
  /// - Precondition: `factor` is positive and at most 1; `threshold` is not negative, and at most 1
  ///   if relative; `minFactor` and `epsilon` are between 0 and 1; the counts are not negative.
  public static func plateau(
    factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4,
    thresholdMode: ThresholdMode = .relative, mode: MetricMode = .min, cooldown: Int = 0,
    minFactor: Double = 0, epsilon: Double = 1e-8, nonFinite: NonFinitePolicy = .ignore,
    stopAfter: Int = 0
  ) -> Controller {
    Controller(
      PlateauController(
        factor: factor, patience: patience,
        improvement: Improvement(threshold: threshold, thresholdMode: thresholdMode, mode: mode),
        cooldown: cooldown, minFactor: minFactor, epsilon: epsilon, nonFinite: nonFinite,
        stopAfter: stopAfter))
  }
}

/// The controller `plateau`.
struct PlateauController: ControllerForm {
  var factor = 0.1
  var patience = 10
  var improvement = Improvement(threshold: 1e-4, thresholdMode: .relative)
  var cooldown = 0
  var minFactor = 0.0
  var epsilon = 1e-8
  var nonFinite = NonFinitePolicy.ignore
  var stopAfter = 0

  struct State: Codable, Hashable, Sendable {
    var factor = 1.0
    /// Nil before the first measurement.
    var best: Double?
    var bad = 0
    /// The measurements left of a cooldown.
    var cooldown = 0
    /// How often the patience has run out since the last improvement; nil if it is not counted.
    var exhausted: Int?
  }

  static let word = NotationWord(
    "plateau", summary: "Cuts the rate when a measurement has stopped improving.",
    formula: """
      after more than patience measurements in a row that are not below \
      best − |best| · threshold: · factor
      """,
    example: "plateau(factor: 0.5, patience: 3)")

  static var parameters: NotationParameters<PlateauController> {
    [
      .optional("factor", \.factor, .cut, isAlwaysPrinted: true),
      .optional("patience", \.patience, .count, isAlwaysPrinted: true),
      .optional("threshold", \.improvement.threshold, .anyThreshold),
      .optional("thresholdMode", \.improvement.thresholdMode, .cases),
      .optional("mode", \.improvement.mode, .cases), .optional("cooldown", \.cooldown, .count),
      .optional("minFactor", \.minFactor, .within(0...1).called("factor")),
      .optional("epsilon", \.epsilon, .within(0...1).called("value")),
      .optional("nonFinite", \.nonFinite, .cases), .optional("stopAfter", \.stopAfter, .count),
    ]
  }

  var conflict: ScheduleError? { improvement.fault }

  /// `patience + 2`: the best one, and then `patience + 1` without improvement.
  var leastMeasurements: Int { patience.addingReportingOverflow(2).partialValue }

  func isOver(_ state: State) -> Bool {
    stopAfter > 0 && (state.exhausted ?? 0) >= stopAfter
  }

  var initialState: State { State() }

  func fault(of state: State) -> ScheduleError? {
    .first(
      .check("factor", state.factor, .within(minFactor...1)),
      .measurement("best", state.best),
      .check("bad", state.bad, .within(0...patience)),
      .check("cooldown", state.cooldown, .within(0...cooldown)),
      .check("exhausted", state.exhausted ?? 0, .within(0...stopAfter)))
  }
}

extension PlateauController {
  func factor(_ state: State, at step: Int) -> Double { state.factor }

  func observe(_ value: Double, at step: Int, _ state: inout State) -> ControllerAction {
    guard value.isMeasurement || nonFinite == .bad else { return .keep }
    if value.isMeasurement, improvement.isBetter(value, than: state.best) {
      state.best = value
      state.bad = 0
      state.exhausted = nil
    } else {
      state.bad += 1
    }
    if state.cooldown > 0 {
      state.cooldown -= 1
      state.bad = 0
    }
    guard state.bad > patience else { return .keep }
    state.bad = 0
    // As in PyTorch, the cooldown also follows a cut that is too small to be made.
    state.cooldown = cooldown
    let old = state.factor
    let new = max(old * factor, minFactor)
    let isAtFloor = old - new <= epsilon
    if stopAfter > 0 {
      state.exhausted = isAtFloor ? stopAfter : min((state.exhausted ?? 0) + 1, stopAfter)
      if isOver(state) { return .stop }
    }
    guard !isAtFloor else { return .keep }
    state.factor = new
    return .changed(from: old, to: new)
  }
}
