import Notation

extension Schedule {
  /// Multiplies this schedule by another, step by step.
  ///
  /// ```
  /// value(t) = this schedule at t · the other at t
  /// ```
  ///
  /// Both have the whole window. It is the way to put a factor that changes, such as a staircase from
  /// 1, on any schedule.
  ///
  /// Schedules whose product could leave the range of numbers are refused when they are resolved.
  public func multiplied(by other: Schedule) -> Schedule {
    Schedule(MultipliedModifier(receiver: self, other: other))
  }
}

/// The modifier `multiplied`.
struct MultipliedModifier: ScheduleModifier {
  let receiver: Schedule
  let other: Schedule

  static var word: ScheduleWord {
    ScheduleWord(
      name: "multiplied", signature: "multiplied(by: schedule)",
      formula: "the schedule before the dot at t · the schedule in brackets at t",
      summary: "Multiplies the schedule by another.",
      example: "cosine(from: 3e-4, to: 0).multiplied(by: step(from: 1, gamma: 0.5, every: 25%))")
  }

  var arguments: [NotationArgument] { [NotationArgument("by", other.notation)] }

  var fault: ScheduleError? { nil }

  var parts: [Schedule] { [receiver, other] }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Product(
      first: try receiver.closedForm(in: window), second: try other.closedForm(in: window))
  }
}

extension MultipliedModifier {
  init(receiver: Schedule, arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    self.receiver = receiver
    guard let other = arguments.expression("by") else { throw arguments.missing("by") }
    self.other = try catalogue.schedule(from: other)
  }
}

/// One form times another.
private struct Product: ClosedForm {
  let first: any ClosedForm
  let second: any ClosedForm

  var bound: Double { first.bound * second.bound }

  func value(at time: Double) -> Double { first.value(at: time) * second.value(at: time) }

  func formula(at time: Formula) -> Formula? {
    guard let first = first.formula(at: time), let second = second.formula(at: time) else {
      return nil
    }
    return first * second
  }
}
