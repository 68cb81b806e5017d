import Notation

extension Schedule {
  /// Changes only at regular steps, and holds its value between them.
  ///
  /// ```
  /// value(t) = this schedule at s · ⌊t / s⌋
  /// ```
  ///
  /// where `s` is `every`, in steps. With `1ep` it is a loop that evaluates its schedule once per
  /// epoch. This schedule has the whole window, and its first value is kept. A length of one step
  /// changes nothing.
  ///
  /// It is for reproducing such a loop. A decay then does not reach its end within the run, and a
  /// warmup shorter than `s` keeps its lowest value for all of `s`.
  ///
  /// - Precondition: The length is positive.
  public func held(every length: Length) -> Schedule {
    Schedule(HeldModifier(receiver: self, every: length))
  }
}

/// The modifier `held`.
struct HeldModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var every: Length = 1

  static let word = NotationWord(
    "held", summary: "Changes only at regular steps.",
    formula: "the schedule at every · ⌊t / every⌋",
    example: "cosine(from: 3e-4, to: 0).held(every: 1ep)")

  static var parameters: NotationParameters<HeldModifier> {
    [
      .required("every", \.every, .period)
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Sampled(
      period: try window.period(of: every, named: "every"),
      inner: try receiver.closedForm(in: window))
  }
}

/// A form that is evaluated only at whole periods.
private struct Sampled: Retimed {
  let period: Double
  let inner: any ClosedForm

  func innerTime(at time: Double) -> Double {
    period * wholePeriods(at: time, period: period)
  }

  func formula(at time: Formula) -> Formula? {
    return inner.formula(at: period * .wholePeriods(at: time, period: period))
  }
}
