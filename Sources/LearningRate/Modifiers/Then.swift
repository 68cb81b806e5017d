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
  ///
  /// - Precondition: The length is not negative.
  public func then(_ next: Schedule, at length: Span) -> Schedule {
    Schedule(ThenModifier(receiver: self, next: next, at: length))
  }
}

/// The modifier `then`.
struct ThenModifier: ScheduleModifier {
  let receiver: Schedule
  let next: Schedule
  let at: Span

  static var word: ScheduleWord {
    ScheduleWord(
      name: "then", signature: "then(schedule, at: span)",
      formula: """
        the schedule before the dot, for t < at
        the schedule in brackets at t − at, from there on
        """,
      summary: "Goes on with another schedule.",
      example: "constant(1e-3).then(linear(from: 1e-3, to: 0), at: 80%)")
  }

  var arguments: [NotationArgument] {
    [NotationArgument(nil, next.notation), NotationArgument("at", at)]
  }

  var fault: ScheduleError? { .length("at", at) }

  var parts: [Schedule] { [receiver, next] }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, tail) = try window.split(at: at, named: "at")
    return Sequel(
      first: try receiver.closedForm(in: head), second: try next.closedForm(in: tail),
      boundary: head.length)
  }
}

extension ThenModifier {
  init(receiver: Schedule, arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    self.receiver = receiver
    guard let next = arguments.unlabelledExpression("next schedule") else {
      throw arguments.missingUnlabelled("next schedule")
    }
    self.next = try catalogue.schedule(from: next)
    at = try arguments.required("at")
  }
}

/// One form up to a boundary, another from there on.
private struct Sequel: ClosedForm {
  let first: any ClosedForm
  let second: any ClosedForm
  let boundary: Double

  var bound: Double { max(first.bound, second.bound) }

  func value(at time: Double) -> Double {
    time < boundary ? first.value(at: time) : second.value(at: time - boundary)
  }

  func formula(at time: Formula) -> Formula? {
    guard boundary > 0 else { return second.formula(at: time) }
    guard let first = first.formula(at: time),
      let second = second.formula(at: .max(time - boundary, 0))
    else { return nil }
    return .before(boundary, time, first, else: second)
  }
}
