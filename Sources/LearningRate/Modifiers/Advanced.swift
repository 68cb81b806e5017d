import Notation

extension Schedule {
  /// Starts this schedule in its midst.
  ///
  /// ```
  /// value(t) = this schedule at t + s
  /// ```
  ///
  /// where `s` is the length `by`. This schedule's window begins `s` steps earlier and so has `N + s` steps;
  /// it ends where it would end without. A length of zero changes nothing.
  ///
  /// Behind a warmup of the same length it gives the rates of timm's schedulers, whose main schedule
  /// has been running all through the warmup.
  ///
  /// - Precondition: The length is not negative.
  public func advanced(by length: Span) -> Schedule {
    Schedule(AdvancedModifier(receiver: self, by: length))
  }
}

/// The modifier `advanced`.
struct AdvancedModifier: ScheduleModifier {
  let receiver: Schedule
  let by: Span

  static var word: ScheduleWord {
    ScheduleWord(
      name: "advanced", signature: "advanced(by: span)", formula: "the schedule at t + by",
      summary: "Starts the schedule in its midst.",
      example: "cosine(from: 0.1, to: 0).advanced(by: 5%).warmup(5%, from: 0)")
  }

  var arguments: [NotationArgument] { [NotationArgument("by", by)] }

  var fault: ScheduleError? { .length("by", by) }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let earlier = try window.startingEarlier(by: by, named: "by")
    return Earlier(
      lead: window.start - earlier.start, inner: try receiver.closedForm(in: earlier))
  }
}

extension AdvancedModifier {
  init(receiver: Schedule, arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    self.receiver = receiver
    by = try arguments.required("by")
  }
}

/// A form that has begun earlier.
private struct Earlier: ClosedForm {
  let lead: Double
  let inner: any ClosedForm

  var bound: Double { inner.bound }

  func value(at time: Double) -> Double { inner.value(at: time + lead) }

  func formula(at time: Formula) -> Formula? {
    return inner.formula(at: time + lead)
  }
}
