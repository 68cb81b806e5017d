import Notation

extension Schedule {
  /// Starts this schedule later, and holds its first value until then.
  ///
  /// ```
  /// value(t) = this schedule at max(t − s, 0)
  /// ```
  ///
  /// where `s` is the length. This schedule has the rest of the window, `N − s` steps, and its own
  /// step 0 at `s`. A length of zero changes nothing.
  ///
  /// After a warmup it would hold the warmup's first value, which is almost zero: chain the warmup
  /// last.
  ///
  /// - Precondition: The length is not negative.
  public func delayed(_ length: Length) -> Schedule {
    Schedule(DelayedModifier(receiver: self, length: length))
  }
}

/// The modifier `delayed`.
struct DelayedModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var length: Length = 0

  static let word = NotationWord(
    "delayed", summary: "Holds the first value for some steps before the schedule begins.",
    formula: "the schedule at max(t − length, 0)",
    example: "cosine(from: 3e-4, to: 0).delayed(70%)")

  static var parameters: NotationParameters<DelayedModifier> {
    [
      .unlabelled("length", \.length, .length)
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, tail) = try window.split(at: length, named: "length")
    return DelayedForm(delay: head.length, inner: try receiver.closedForm(in: tail))
  }
}

/// A form that begins later.
private struct DelayedForm: Retimed {
  let delay: Double
  let inner: any ClosedForm

  func innerTime(at time: Double) -> Double { max(time - delay, 0) }

  func formula(at time: Formula) -> Formula? {
    return inner.formula(at: delay > 0 ? .max(time - delay, 0) : time)
  }
}
