import Notation

extension Schedule {
  /// Uses this schedule for the first `m` steps, and another schedule for the remaining ones.
  ///
  /// ```
  /// value(t) = value of this schedule at t    for t < m
  ///          = value of next at t − m         for t ≥ m
  /// ```
  ///
  /// Here t is the step and `m` the length, both counted from the first step of this schedule. If
  /// the two schedules together have N steps, such as those of the run, this schedule has `m` of them
  /// and `next` has N − `m`. With `m = 0` only `next` is used, and with `m = N` only this schedule.
  ///
  /// The value may jump at `m`. For an end without a jump use ``cooldown(_:at:to:shape:)``, and for
  /// a start without a jump ``warmup(_:shape:)``.
  ///
  /// - Precondition: The length is not negative.
  public func then(_ next: Schedule, at length: Length) -> Schedule {
    Schedule(ThenModifier(receiver: self, next: next, at: length))
  }
}

/// The modifier `then`.
struct ThenModifier: JoiningModifier {
  var receiver = Schedule.neutral
  var next = Schedule.neutral
  var at: Length = 0

  static let word = NotationWord(
    "then", summary: "Continues with another schedule after a number of steps.",
    formula: """
      with m = at, at step t:
      t < m: the value of the schedule before the dot, at t
      t ≥ m: the value of the schedule in brackets, at t − m
      """,
    example: "constant(1e-3).then(linear(from: 1e-3, to: 0), at: 80%)")

  static var parameters: NotationParameters<ThenModifier> {
    [.schedule("next schedule", \.next, isLabelled: false), .required("at", \.at, .length)]
  }

  var parts: [Schedule] { [receiver, next] }

  static var second: AnyKeyPath { \ThenModifier.next }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, tail) = try window.split(at: at, named: "at")
    return JoinedForms(
      first: try receiver.closedForm(in: head), second: try next.closedForm(in: tail),
      boundary: head.length)
  }
}
