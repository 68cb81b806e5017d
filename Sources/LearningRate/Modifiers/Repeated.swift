import Notation

extension Schedule {
  /// Starts again and again.
  ///
  /// ```
  /// value(t) = this schedule at t − s · ⌊t / s⌋
  /// ```
  ///
  /// where `s` is `every`, in steps. This schedule has a window of `s` steps, so a shape without a
  /// length of its own fills each turn. Turns are not rounded to whole steps. From the end of its
  /// window on, the value at the end of the last turn holds: no new turn starts.
  ///
  /// A run that ends within a turn ends at a high rate: let the turns divide the window, as `25%` does.
  /// Turns that grow are ``cosineRestarts(from:to:first:growth:shrink:shrinking:)``.
  ///
  /// - Precondition: The length is positive.
  public func repeated(every length: Length) -> Schedule {
    Schedule(RepeatedModifier(receiver: self, every: length))
  }
}

/// The modifier `repeated`.
struct RepeatedModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var every: Length = 1

  static let word = NotationWord(
    "repeated", summary: "Starts the schedule again and again.",
    formula: "the schedule at t − every · ⌊t / every⌋",
    example: "linear(from: 1e-3, to: 1e-5).repeated(every: 20%)")

  static var parameters: NotationParameters<RepeatedModifier> {
    [
      .required("every", \.every, .period)
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let turn = try window.period(over: every, named: "every")
    let period = try window.period(of: every, named: "every")
    return RepeatedForm(
      cycles: GrowingCycles(first: period, growth: 1, end: window.length),
      inner: try receiver.closedForm(in: turn))
  }
}

/// A form that starts again with each cycle.
private struct RepeatedForm: Retimed {
  let cycles: GrowingCycles
  let inner: any ClosedForm

  func innerTime(at time: Double) -> Double { cycles.passed(at: time) }

  func formula(at time: Formula) -> Formula? {
    guard cycles.first > 0, cycles.end > 0 else { return nil }
    let count = Formula.wholePeriods(at: time, period: cycles.first)
    let passed = Formula.min(.max(time - cycles.first * count, 0), cycles.first)
    guard let turn = inner.formula(at: passed) else { return nil }
    return .before(cycles.end, time, turn, else: .number(value(at: cycles.end)))
  }
}
