import Notation

extension Schedule {
  /// Leads up to this schedule with a straight line whose first update is not wasted on zero.
  ///
  /// ```
  /// value(t) = v · (t + 1) / (w + 1)     for t < w
  ///          = this schedule at t − w    from w on
  /// ```
  ///
  /// where `v` is this schedule's value at its own step 0 and `w` the length. This schedule has the
  /// rest of the window, `N − w` steps. The update at `w` uses `v` exactly, and no update uses zero.
  /// A length of zero changes nothing.
  ///
  /// - Precondition: The length is not negative.
  public func warmup(_ length: Span) -> Schedule {
    Schedule(WarmupModifier(receiver: self, length: length, from: nil))
  }

  /// Leads up to this schedule with a straight line from a given value.
  ///
  /// ```
  /// value(t) = from + (v − from) · t / w    for t < w
  ///          = this schedule at t − w       from w on
  /// ```
  ///
  /// where `v` is this schedule's value at its own step 0 and `w` the length. `value(0)` is `from`
  /// and `value(w)` is `v`. From zero, the first update changes nothing: leave `from` out if that
  /// is not wanted.
  ///
  /// - Precondition: The length is not negative; `from` is finite, at most 1e100 in size.
  public func warmup(_ length: Span, from: Double) -> Schedule {
    Schedule(WarmupModifier(receiver: self, length: length, from: from))
  }
}

/// The modifier `warmup`.
struct WarmupModifier: ScheduleModifier {
  let receiver: Schedule
  let length: Span
  let from: Double?

  static var word: ScheduleWord {
    ScheduleWord(
      name: "warmup", signature: "warmup(length, from: value = left out)",
      formula: """
        v · (t + 1) / (length + 1), or from + (v − from) · t / length
        then the schedule, whose first value is v
        """,
      summary: "Leads up to the schedule along a straight line.",
      example: "cosine(from: 3e-4, to: 0).warmup(5%)")
  }

  var arguments: [NotationArgument] {
    [NotationArgument(length)] + (from.map { [NotationArgument("from", $0)] } ?? [])
  }

  var fault: ScheduleError? {
    .length("length", length) ?? from.flatMap { .value("from", $0) }
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, tail) = try window.split(at: length, named: "length")
    let inner = try receiver.closedForm(in: tail)
    guard head.length > 0 else { return inner }
    let peak = inner.value(at: 0)
    return from.map { Ramp(from: $0, to: peak, lead: 0, length: head.length, inner: inner) }
      ?? Ramp(from: 0, to: peak, lead: 1, length: head.length, inner: inner)
  }
}

extension WarmupModifier {
  init(receiver: Schedule, arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    self.receiver = receiver
    length = try arguments.unlabelled("length")
    from = try arguments.optional("from")
  }
}

/// A line to the inner form's first value, counting time from `lead` steps before the start.
private struct Ramp: ClosedForm {
  let from: Double
  let to: Double
  let lead: Double
  let length: Double
  let inner: any ClosedForm

  func value(at time: Double) -> Double {
    time < length
      ? blend(from, to, (time + lead) / (length + lead)) : inner.value(at: time - length)
  }
}
