import Notation

extension Schedule {
  /// A warmup, a constant and a cooldown: for a run that can be prolonged until its cooldown begins.
  ///
  /// ```
  /// value(t) = peak · (t + 1) / (w + 1)            for t < w
  ///          = peak                                 up to T − c
  ///          = to + (peak − to) · (1 − √u)          for the last c steps, u = (t − (T − c)) / c
  /// ```
  ///
  /// where `T` is the length `over`, or the rest of the window if it is left out, and `w` and `c` those
  /// of `warmup` and `cooldown`; `shape` may replace the square root. The value is `peak` from `w` to
  /// `T − c`; every step at or past `T` gives `to` exactly. Phases that do not fit are refused.
  ///
  /// It is `constant(peak).cooldown(c, to: to, shape: …).warmup(w)` in one word.
  ///
  /// Before the cooldown the loss is higher than with a decaying schedule (Wen et al., 2024,
  /// <https://arxiv.org/abs/2410.05192>), so it is not for runs that are compared half-way. A cooldown
  /// of 2.5 % of the run is too short (*MiniCPM*).
  ///
  /// Source: Hu et al., *MiniCPM*, 2024, § 4 (<https://arxiv.org/abs/2404.06395>), with the square root
  /// and the length of cooldown, a fifth of the run, that Hägele et al., 2024, found to do well
  /// (<https://arxiv.org/abs/2405.18392>).
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; the lengths are not negative.
  public static func wsd(
    peak: Double, over: Length? = nil, warmup: Length, cooldown: Length, to: Double = 0,
    shape: CooldownShape = .squareRoot
  ) -> Schedule {
    Schedule(
      WarmupStableDecayShape(
        peak: peak, over: over, warmup: warmup, cooldown: cooldown, to: to, shape: shape))
  }
}

/// The shape `wsd`.
struct WarmupStableDecayShape: ScheduleShape {
  var peak = 1.0
  var over: Length?
  var warmup: Length = 0
  var cooldown: Length = 0
  var to = 0.0
  var shape = CooldownShape.squareRoot

  static let word = NotationWord(
    "wsd", summary: "Warms up, stays, and cools down.",
    formula: """
      peak · (t + 1) / (warmup + 1), then peak
      then to + (peak − to) · (1 − √u) for the share u of the cooldown
      """,
    example: "wsd(peak: 1e-3, warmup: 2%, cooldown: 20%)")

  static var parameters: NotationParameters<WarmupStableDecayShape> {
    [
      .required("peak", \.peak, .value), .optional("over", \.over, .length, otherwise: "rest"),
      .required("warmup", \.warmup, .length), .required("cooldown", \.cooldown, .length),
      .optional("to", \.to, .value), .optional("shape", \.shape, .shape),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, rest) = try window.stretch(over: over, named: "over")
      .split(at: warmup, named: "warmup")
    let (stable, tail) = try rest.split(last: cooldown, named: "cooldown")
    let decay = JoinedForms(
      first: Level(value: peak),
      second: CooldownRamp(from: peak, to: to, length: tail.length, shape: shape),
      boundary: stable.length)
    guard head.length > 0 else { return decay }
    let rise = WarmupRamp(
      from: nil, to: decay.value(at: 0), length: head.length, shape: .linear)
    return JoinedForms(first: rise, second: decay, boundary: head.length)
  }
}
