import Notation

extension Schedule {
  /// Plays this schedule faster or more slowly: its whole window in another number of steps.
  ///
  /// ```
  /// value(t) = this schedule at L · t / s     for t < s
  ///          = this schedule at L             from s on
  /// ```
  ///
  /// where `s` is the length `to` and `L` that of the window. All of this schedule's own lengths are
  /// stretched or shrunk with it: in a window of 1000 steps, `stretched(to: 100)` makes everything ten
  /// times as fast. A length beyond the window plays slowly and is cut off. A length of zero gives the
  /// end.
  ///
  /// It is for probing a long run's schedule in a short one. It is not for changing one length: give
  /// that shape an `over` of its own.
  ///
  /// - Precondition: The length is not negative.
  public func stretched(to length: Length) -> Schedule {
    Schedule(StretchedModifier(receiver: self, to: length))
  }
}

/// The modifier `stretched`.
struct StretchedModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var to: Length = 0

  static let word = NotationWord(
    "stretched", summary: "Plays the schedule faster or more slowly.",
    formula: "the schedule at L · t / to, L being the length of its window",
    example: "oneCycle(peak: 0.1).stretched(to: 50%)")

  static var parameters: NotationParameters<StretchedModifier> {
    [
      .required("to", \.to, .length)
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Stretch(
      from: window.length, to: try window.length(of: to, named: "to"),
      inner: try receiver.closedForm(in: window))
  }
}

/// A form whose first `from` steps are played in `to`.
private struct Stretch: Retimed {
  let from: Double
  let to: Double
  let inner: any ClosedForm

  func innerTime(at time: Double) -> Double {
    time < to ? from * (time / to) : from
  }

  func formula(at time: Formula) -> Formula? {
    return inner.formula(at: to > 0 ? from / to * .min(time, to) : .number(from))
  }
}
