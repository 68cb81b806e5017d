import Notation

extension Schedule {
  /// Multiplies the value by the same factor over every period of the same length.
  ///
  /// ```
  /// value(t) = from · gamma^(t / every)
  /// ```
  ///
  /// where `t` and `every` are in steps. `value(0) == from`; past the end of its window it holds.
  /// With a gamma above 1 it grows, as a learning-rate range test does.
  ///
  /// It is not for a run of fixed length, since it has no end value: use
  /// ``exponential(from:to:over:)``.
  ///
  /// In one form or another it is in every library; with an `every` of one epoch it is PyTorch's
  /// `ExponentialLR`, which changes only between epochs, as with ``held(every:)``.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `gamma` and `every` are positive.
  public static func exponential(from: Double, gamma: Double, every: Length = 1) -> Schedule {
    Schedule(ExponentialShape(from: from, gamma: gamma, every: every))
  }

  /// Decays at a rate per step.
  ///
  /// ```
  /// value(t) = from · e^(−decay · t)
  /// ```
  ///
  /// where `t` is in steps and `decay` is per step. `value(0) == from`; it halves every `0.693 / decay`
  /// steps; past the end of its window it holds.
  ///
  /// A decay per step that is right for one length of run is wrong for another:
  /// ``exponential(from:to:over:)`` fits any.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `decay` is not negative.
  public static func exponential(from: Double, decay: Double) -> Schedule {
    Schedule(ExponentialShape(from: from, decay: decay))
  }

  /// Goes from one value to another by the same factor every step: a line on a logarithmic axis.
  ///
  /// ```
  /// value(t) = from · (to / from)^(t / T)
  /// ```
  ///
  /// where `T` is the length `over`, or the rest of the window if it is left out.
  /// `value(0) == from`; every step at or past `T` gives `to` exactly. A length of zero gives `to`.
  ///
  /// It cannot come to zero, and to end near it spends most of the run at low rates: from 1e-3 to 1e-5
  /// it is below a tenth of its height for half the run. A decay that should end at zero is
  /// ``linear(from:to:over:)``.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size, not zero and of the same sign;
  ///   the length is not negative.
  public static func exponential(from: Double, to: Double, over: Length? = nil) -> Schedule {
    Schedule(ExponentialShape(from: from, to: to, over: over))
  }
}

/// The shape `exponential`, in its three forms.
struct ExponentialShape: ScheduleShape {
  var from = 1.0
  var gamma: Double?
  var every: Length = 1
  var decay: Double?
  var to: Double?
  var over: Length?

  static let word = NotationWord(
    "exponential", summary: "Changes by the same factor in every step.",
    formula: """
      from · gamma^(t / every)
      from · e^(−decay · t)
      from · (to / from)^(t / over)
      """,
    example: "exponential(from: 1e-3, to: 1e-5)")

  static var parameters: NotationParameters<ExponentialShape> {
    [
      .required("from", \.from, .value),
      .either(
        [.required("gamma", \.gamma, .factor), .optional("every", \.every, .period)],
        [.required("decay", \.decay, .notNegative)],
        [.required("to", \.to, .value), .optional("over", \.over, .length, otherwise: "rest")],
        requirement: "given one of gamma, decay and to"),
    ]
  }

  var conflict: ScheduleError? {
    guard let to else { return nil }
    if from == 0 { return ScheduleError("from", "other than 0", received: "0") }
    let ratio = to / from
    return ratio > 0 && ratio.isFinite
      ? nil
      : ScheduleError("to", "other than 0 and of the sign of from", received: to.notationText)
  }
}
