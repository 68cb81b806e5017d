import Notation

extension Controller {
  /// Raises the rate while the validation loss clearly improves, and lowers it when it clearly
  /// worsens.
  ///
  /// ```
  /// x = the median of the last 3 measurements        m = margin · σ
  /// x < best − m:                improved + 1, worsened ← 0, best ← x, hurt ← none
  /// x > max(best, hurt) + m:     worsened + 1, improved ← 0
  /// improved > patience:  factor ← min(factor · raise, √(factor · ceiling), maxFactor), improved ← 0
  /// worsened > patience:  ceiling ← min(ceiling, factor), factor ← max(factor · lower, minFactor),
  ///                       hurt ← x, worsened ← 0
  /// ```
  ///
  /// where `factor` is the one in effect and `σ` the noise of the last `window` measurements: the
  /// median magnitude of their second differences, divided by 1.65. That is the standard deviation
  /// of normal noise around any straight line. A change within the margin counts as neither.
  /// Nothing is counted before there are 5 measurements. With the mode `max` larger is better.
  ///
  /// The number of changes is limited. A factor at which the loss worsened becomes the ceiling: a
  /// later raise goes at most half of the way to it on a logarithmic scale, and raises of less than
  /// 5 % are not made. So each time that the rate is lowered, the ceiling falls by at least 5 %,
  /// and the rate is lowered at most `ln(maxFactor / minFactor) / ln 1.05 + 2` times in a run.
  /// After that, only a measurement worse than the one that lowered the rate counts as worse, so
  /// that the loss has time to recover.
  ///
  /// A measurement that is NaN, infinite or beyond 1e100 lowers the factor at once and sets the
  /// ceiling, and the answer is ``ControllerAction/restore(from:to:)``; at `minFactor` it is
  /// ignored.
  ///
  /// The schedule may still decay: its values are multiplied by the factor. Do not use it in a run
  /// with only a few measurements, or with a rate that is known to be good.
  ///
  /// Source: the bold driver of Vogl, Mangis, Rigler, Zink & Alkon, *Accelerating the convergence
  /// of the back-propagation method*, 1988 (<https://doi.org/10.1007/BF00332914>), which raises by
  /// 1.05 at every decrease of the training error and lowers by 0.7 at an increase. The median, the
  /// margin, the patience and the ceiling were added in this package, for measurements with noise.
  ///
  /// - Precondition: `raise` is between 1 and 100; `lower` is between 0.001 and 0.95; `margin` is between
  ///   0 and 1e100; `window` is between 5 and 10 000; `minFactor` is positive and at most 1; `maxFactor` is
  ///   between 1 and 1e6; `patience` is not negative.
  public static func boldDriver(
    raise: Double = 1.5, lower: Double = 0.5, patience: Int = 1, margin: Double = 2,
    window: Int = 10, minFactor: Double = 0.01, maxFactor: Double = 10, mode: MetricMode = .min
  ) -> Controller {
    Controller(
      BoldDriverController(
        raise: raise, lower: lower, patience: patience, margin: margin, window: window,
        minFactor: minFactor, maxFactor: maxFactor, mode: mode))
  }
}

/// The controller `boldDriver`.
struct BoldDriverController: ControllerForm {
  var raise = 1.5
  var lower = 0.5
  var patience = 1
  var margin = 2.0
  var window = 10
  var minFactor = 0.01
  var maxFactor = 10.0
  var mode = MetricMode.min

  /// Measurements are stored with a sign such that smaller is better.
  struct State: Codable, Hashable, Sendable {
    var factor = 1.0
    /// The lowest factor at which the loss worsened; nil if there is none.
    var ceiling: Double?
    /// The best median; nil before there is one.
    var best: Double?
    /// The median at which the rate was last lowered; nil after a later improvement on the best
    /// one.
    var hurt: Double?
    var improved = 0
    var worsened = 0
    /// The last measurements, oldest first.
    var recent: [Double] = []
  }

  static let word = NotationWord(
    "boldDriver",
    summary: "Raises the rate while a measurement improves and lowers it when it worsens.",
    formula: """
      after more than patience improvements beyond the noise: · raise, below what hurt before
      after more than patience worsenings beyond the noise: · lower
      """,
    example: "boldDriver(raise: 1.5, lower: 0.5, maxFactor: 30)")

  static var parameters: NotationParameters<BoldDriverController> {
    [
      .optional("raise", \.raise, .within(1...100).called("factor"), isAlwaysPrinted: true),
      .optional("lower", \.lower, .within(0.001...0.95).called("factor"), isAlwaysPrinted: true),
      .optional("patience", \.patience, .count), .optional("margin", \.margin, .notNegative),
      .optional("window", \.window, .within(5...10_000)), .optional("minFactor", \.minFactor, .cut),
      .optional("maxFactor", \.maxFactor, .within(1...1e6).called("factor")),
      .optional("mode", \.mode, .cases),
    ]
  }

  var restores: Bool { true }

  var initialState: State { State() }

  func fault(of state: State) -> ScheduleError? {
    .first(
      .check("factor", state.factor, .within(minFactor...maxFactor)),
      state.ceiling.flatMap { .check("ceiling", $0, .within(minFactor...maxFactor)) },
      .measurement("best", state.best),
      .measurement("hurt", state.hurt),
      .check("improved", state.improved, .within(0...patience)),
      .check("worsened", state.worsened, .within(0...patience)),
      .window("recent", state.recent, atMost: window))
  }
}
