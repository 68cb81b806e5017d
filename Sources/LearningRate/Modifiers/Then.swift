import Notation

extension Schedule {
  /// Goes on with another schedule.
  ///
  /// ```
  /// value(t) = this schedule at t     for t < m
  ///          = next at t − m          from m on
  /// ```
  ///
  /// where `m` is the length of `at`, counted from the start of this schedule. This schedule has
  /// `m` steps and `next` the rest of the window, `N − m`; the update at `m` is the first of `next`.
  /// Lengths of zero and of the whole window are allowed, and leave one of the two.
  ///
  /// The value may jump at `m`. To come down to an end without a jump use
  /// ``cooldown(_:at:to:shape:)``, and to lead up to a start ``warmup(_:shape:)``.
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
    "then", summary: "Goes on with another schedule.",
    formula: """
      the schedule before the dot, for t < at
      the schedule in brackets at t − at, from there on
      """,
    example: "constant(1e-3).then(linear(from: 1e-3, to: 0), at: 80%)")

  static var parameters: NotationParameters<ThenModifier> {
    [.schedule("next schedule", \.next, isLabelled: false), .required("at", \.at, .length)]
  }

  var parts: [Schedule] { [receiver, next] }

  static var second: AnyKeyPath { \ThenModifier.next }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, tail) = try window.split(at: at, named: "at")
    return Sequel(
      first: try receiver.closedForm(in: head), second: try next.closedForm(in: tail),
      boundary: head.length)
  }
}
