import Notation

extension Schedule {
  /// Lets this schedule begin later, and holds its first value until then.
  ///
  /// ```
  /// value(t) = this schedule at max(t − s, 0)
  /// ```
  ///
  /// where `s` is the length. This schedule has the rest of the window, `N − s` steps, and its own
  /// step 0 at `s`. A length of zero changes nothing.
  ///
  /// Chained after a warmup it holds the warmup's first value, which is next to nothing: chain the
  /// warmup last.
  ///
  /// - Precondition: The length is not negative.
  public func delayed(_ length: Length) -> Schedule {
    Schedule(DelayedModifier(receiver: self, length: length))
  }
}

/// The modifier `delayed`.
struct DelayedModifier: ScheduleModifier {
  let receiver: Schedule
  let length: Length

  static var word: ScheduleWord {
    ScheduleWord(
      name: "delayed", signature: "delayed(length)",
      formula: "the schedule at max(t − length, 0)",
      summary: "Holds the first value for some steps before the schedule begins.",
      example: "cosine(from: 3e-4, to: 0).delayed(70%)")
  }

  var arguments: [NotationArgument] { [NotationArgument(length)] }

  var fault: ScheduleError? { .length("length", length) }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, tail) = try window.split(at: length, named: "length")
    return Later(delay: head.length, inner: try receiver.closedForm(in: tail))
  }
}

extension DelayedModifier {
  init(receiver: Schedule, arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    self.receiver = receiver
    length = try arguments.unlabelled("length")
  }
}

/// A form that begins later.
private struct Later: Retimed {
  let delay: Double
  let inner: any ClosedForm

  func innerTime(at time: Double) -> Double { max(time - delay, 0) }

  func formula(at time: Formula) -> Formula? {
    return inner.formula(at: delay > 0 ? .max(time - delay, 0) : time)
  }
}
