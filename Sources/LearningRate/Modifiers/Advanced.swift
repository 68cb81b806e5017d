import Notation

extension Schedule {
  /// Starts this schedule at a later point of its own.
  ///
  /// ```
  /// value(t) = this schedule at t + s
  /// ```
  ///
  /// where `s` is the length `by`. This schedule's window begins `s` steps earlier and so has `N + s`
  /// steps; it ends where it would end otherwise. A length of zero changes nothing.
  ///
  /// It is not needed to resume a run: a curve is asked for any step.
  ///
  /// It reproduces timm's schedulers, whose main schedule runs during the warmup already, while the
  /// rate rises towards its peak: `linear(from: a, to: b, over: w).then(cosine(…).advanced(by: w), at:
  /// w)`. A ``warmup(_:from:shape:)`` of `w` steps would rise to the value that the schedule has after
  /// the warmup.
  ///
  /// - Precondition: The length is not negative.
  public func advanced(by length: Length) -> Schedule {
    Schedule(AdvancedModifier(receiver: self, by: length))
  }
}

/// The modifier `advanced`.
struct AdvancedModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var by: Length = 0

  static let word = NotationWord(
    "advanced", summary: "Starts the schedule at a later point of its own.",
    formula: "the schedule at t + by",
    example: "cosine(from: 0.1, to: 0).advanced(by: 5%).warmup(5%, from: 0)")

  static var parameters: NotationParameters<AdvancedModifier> {
    [
      .required("by", \.by, .length)
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let earlier = try window.startingEarlier(by: by, named: "by")
    return AdvancedForm(
      lead: window.start - earlier.start, inner: try receiver.closedForm(in: earlier))
  }
}

/// A form that began earlier.
private struct AdvancedForm: Retimed {
  let lead: Double
  let inner: any ClosedForm

  func innerTime(at time: Double) -> Double { time + lead }

  func formula(at time: Formula) -> Formula? {
    return inner.formula(at: time + lead)
  }
}
