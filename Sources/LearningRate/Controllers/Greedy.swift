import Notation

extension Controller {
  /// Raises the rate while a measurement keeps improving, and lowers it while it does not.
  ///
  /// ```
  /// good > patience:  factor in effect ← min(factor in effect / factor, maxFactor), good ← 0
  /// bad > patience:   factor in effect ← max(factor in effect · factor, minFactor), bad ← 0
  /// ```
  ///
  /// where `good` counts the measurements in a row that improved on the best one, and `bad` those
  /// that did not. The mean of the last `window` measurements is compared. With the mode `min` an
  /// improvement is below `best − threshold`, or below `best − |best| · threshold` when
  /// `thresholdMode` is `relative`; with `max` it is above. The first measurement is an
  /// improvement. For `cooldown` measurements after a cut and `warmup` measurements after a raise
  /// nothing is counted and the best one stays. A change of at most `epsilon` is not made. When a
  /// cut was due at `minFactor` for the `reset`-th time, without a raise in between, the controller
  /// starts again at the factor 1.
  ///
  /// A measurement that is NaN, infinite or beyond 1e100 is ignored; with `nonFinite: bad` it
  /// counts as no improvement, and is left out of the mean.
  ///
  /// Do not use it with a schedule that is known to be good: it raises the rate against the decay,
  /// up to `maxFactor`.
  ///
  /// Source: transformers 5.23, `GreedyLR`; Subramanian, Krishnamoorthy & Murthy, *Dynamic Learning
  /// Rate Scheduling based on Loss Changes Leads to Faster Convergence*, 2025
  /// (<https://arxiv.org/abs/2512.14527>). There the bounds are rates, 1e-3 and 1 by default, so a
  /// run at 5e-5 can never lower its rate. Here they are factors on the schedule, one at most 1 and
  /// one at least 1. The mean is summed anew each time; the running sum of the original accumulates
  /// rounding errors.
  ///
  /// - Precondition: `factor` is positive and at most 1; `minFactor` is between 0 and 1 and `maxFactor`
  ///   between 1 and 1e6; `window` is between 1 and 10 000; `reset` is positive; the counts and
  ///   `threshold` are not negative, and a relative threshold is at most 1.
  public static func greedy(
    factor: Double = 0.95, patience: Int = 10, window: Int = 1, minFactor: Double = 0.01,
    maxFactor: Double = 10, threshold: Double = 1e-6, thresholdMode: ThresholdMode = .absolute,
    mode: MetricMode = .min, cooldown: Int = 0, warmup: Int = 0, reset: Int = 500,
    epsilon: Double = 1e-8, nonFinite: NonFinitePolicy = .ignore
  ) -> Controller {
    Controller(
      GreedyController(
        factor: factor, patience: patience, window: window, minFactor: minFactor,
        maxFactor: maxFactor,
        improvement: Improvement(threshold: threshold, thresholdMode: thresholdMode, mode: mode),
        cooldown: cooldown, warmup: warmup, reset: reset, epsilon: epsilon, nonFinite: nonFinite))
  }
}

/// The controller `greedy`.
struct GreedyController: ControllerForm {
  var factor = 0.95
  var patience = 10
  var window = 1
  var minFactor = 0.01
  var maxFactor = 10.0
  var improvement = Improvement(threshold: 1e-6, thresholdMode: .absolute)
  var cooldown = 0
  var warmup = 0
  var reset = 500
  var epsilon = 1e-8
  var nonFinite = NonFinitePolicy.ignore

  struct State: Codable, Hashable, Sendable {
    var factor = 1.0
    /// Nil before the first measurement.
    var best: Double?
    var good = 0
    var bad = 0
    /// The measurements left of a cooldown.
    var cooldown = 0
    /// The measurements left of a warmup.
    var warmup = 0
    /// How often a cut was due at the lower bound.
    var stuck = 0
    /// The last measurements, oldest first.
    var recent: [Double] = []
  }

  static let word = NotationWord(
    "greedy",
    summary: "Raises the rate while a measurement keeps improving and lowers it otherwise.",
    formula: """
      after more than patience improvements in a row: / factor
      after more than patience measurements in a row without: · factor
      """,
    example: "greedy(factor: 0.9, patience: 5, window: 20)")

  static var parameters: NotationParameters<GreedyController> {
    [
      .optional("factor", \.factor, .cut, isAlwaysPrinted: true),
      .optional("patience", \.patience, .count, isAlwaysPrinted: true),
      .optional("window", \.window, .within(1...10_000)),
      .optional("minFactor", \.minFactor, .within(0...1).called("factor")),
      .optional("maxFactor", \.maxFactor, .within(1...1e6).called("factor")),
      .optional("threshold", \.improvement.threshold, .anyThreshold),
      .optional("thresholdMode", \.improvement.thresholdMode, .cases),
      .optional("mode", \.improvement.mode, .cases), .optional("cooldown", \.cooldown, .count),
      .optional("warmup", \.warmup, .count),
      .optional("reset", \.reset, .within(1...1_000_000_000)),
      .optional("epsilon", \.epsilon, .within(0...1).called("value")),
      .optional("nonFinite", \.nonFinite, .cases),
    ]
  }

  var conflict: ScheduleError? { improvement.fault }

  var initialState: State { State() }

  func fault(of state: State) -> ScheduleError? {
    .first(
      .check("factor", state.factor, .within(minFactor...maxFactor)),
      .measurement("best", state.best),
      .check("good", state.good, .within(0...patience)),
      .check("bad", state.bad, .within(0...patience)),
      .check("cooldown", state.cooldown, .within(0...cooldown)),
      .check("warmup", state.warmup, .within(0...warmup)),
      .check("stuck", state.stuck, .within(0...reset - 1)),
      .window("recent", state.recent, atMost: window))
  }
}
