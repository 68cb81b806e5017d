import Notation

extension Controller {
  /// When the loss spikes, goes back to the last good weights and lowers the rate for a while.
  ///
  /// ```
  /// spike:   loss > M + threshold · max(1.4826 · D, |M| / 100)
  /// factor in effect(t) = low + (1 − low) · min(max((t − s) / recover, 0), 1)
  /// ```
  ///
  /// where `M` is the median of the last `window` losses without spikes, `D` the median of their
  /// distances from it, `t` the step, and `s` the step of the last spike that was acted on. After
  /// more than `patience` spikes in a row `low` becomes the factor in effect times `factor`, at
  /// least `minFactor`, and the answer is ``ControllerAction/restore(from:to:)``. A loss that is
  /// NaN, infinite or beyond 1e100 is acted on at once. Other losses count as spikes only after the
  /// first 10 losses. The factor rises linearly, and is exactly 1 from `s + recover` on; this rise
  /// is not reported as an action.
  ///
  /// There are at most `limit` restores without a full recovery between them. From then on a spike
  /// only lowers the factor, with ``ControllerAction/changed(from:to:)``, and the losses before it
  /// are forgotten, so a loss that stays at a higher level is no spike later.
  ///
  /// `patience` is positive by default, so that a single bad batch does not cause a return to
  /// earlier weights. Do not use it for losses that vary by more than their own magnitude, such as
  /// those of single examples near zero.
  ///
  /// Source: made for this package. dlib's `dnn_trainer` reloads its last saved state when the loss
  /// rises, and llm-foundry's `KillLossSpike` ends a run whose loss was above twice its mean for 5
  /// steps. The median and the median distance are those of Hampel's rule, which is robust as long
  /// as less than half of the losses are outliers.
  ///
  /// - Precondition: `factor` is positive and at most 1; `threshold` is positive; `window` is between 10 and
  ///   10 000; `recover` is between 1 and 1e9 steps; `minFactor` is between 0 and 1; the counts are not
  ///   negative.
  public static func spikeBackoff(
    factor: Double = 0.5, threshold: Double = 6, window: Int = 100, patience: Int = 2,
    recover: Int = 1_000, limit: Int = 3, minFactor: Double = 0.01
  ) -> Controller {
    Controller(
      SpikeBackoffController(
        factor: factor, threshold: threshold, window: window, patience: patience,
        recover: recover, limit: limit, minFactor: minFactor))
  }
}

/// The controller `spikeBackoff`.
struct SpikeBackoffController: ControllerForm {
  var factor = 0.5
  var threshold = 6.0
  var window = 100
  var patience = 2
  var recover = 1_000
  var limit = 3
  var minFactor = 0.01

  struct State: Codable, Hashable, Sendable {
    /// The factor at the last spike that was acted on.
    var low = 1.0
    /// The step of that spike; nil if there was none.
    var spike: Int?
    /// The spikes in a row that were not acted on yet.
    var streak = 0
    /// The restores since the factor was last 1.
    var restores = 0
    /// The last losses that were no spikes, oldest first.
    var recent: [Double] = []
  }

  static let word = NotationWord(
    "spikeBackoff",
    summary:
      "Goes back to the last good weights when the loss spikes, and lowers the rate for a while.",
    formula: """
      after more than patience losses in a row above median + threshold · deviation, or one that \
      is no number: · factor, and back to the last good weights
      then back to 1 in recover steps
      """,
    example: "spikeBackoff(factor: 0.5, recover: 500)")

  static var parameters: NotationParameters<SpikeBackoffController> {
    [
      .optional("factor", \.factor, .cut, isAlwaysPrinted: true),
      .optional("threshold", \.threshold, .positive),
      .optional("window", \.window, .within(10...10_000)),
      .optional("patience", \.patience, .count),
      .optional("recover", \.recover, .within(1...1_000_000_000)),
      .optional("limit", \.limit, .count),
      .optional("minFactor", \.minFactor, .within(0...1).called("factor")),
    ]
  }

  /// The loss of every step.
  var measurement: String { "loss" }

  var restores: Bool { true }

  var initialState: State { State() }

  func fault(of state: State) -> ScheduleError? {
    .first(
      .check("low", state.low, .within(minFactor...1)),
      .check("streak", state.streak, .within(0...patience)),
      .check("restores", state.restores, .within(0...limit)),
      .window("recent", state.recent, atMost: window))
  }
}
