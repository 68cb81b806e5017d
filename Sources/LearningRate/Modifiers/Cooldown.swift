import Notation

extension Schedule {
  /// Ends this schedule: brings its value down over a length, at the end of the window or from a step.
  ///
  /// ```
  /// value(t) = this schedule at t                for t < m
  ///          = v + (to − v) · share              for t < m + c
  ///          = to                                from there on
  /// ```
  ///
  /// where `c` is the length, `m` that of `at`, counted from the start of this schedule, or so that the
  /// cooldown ends with the window if it is left out; `v` is this schedule's value at `m`, and the
  /// share that of ``CooldownShape``. This schedule has `m` steps, so one that fills its window has
  /// come to its end at `m`. `value(m)` is `v` and `value(m + c)` is `to`, exactly.
  ///
  /// Cooling down over a tenth to a fifth of a run at a constant rate does as well as a cosine made
  /// for its length: Hägele et al., *Scaling Laws and Compute-Optimal Training Beyond Fixed Training
  /// Durations*, 2024 (<https://arxiv.org/abs/2405.18392>), who find the square root best.
  ///
  /// - Precondition: The lengths are not negative; `to` is finite, at most 1e100 in size.
  public func cooldown(
    _ length: Span, at start: Span? = nil, to: Double = 0, shape: CooldownShape = .linear
  ) -> Schedule {
    Schedule(
      CooldownModifier(receiver: self, length: length, start: start, to: to, shape: shape))
  }
}

/// The modifier `cooldown`.
struct CooldownModifier: ScheduleModifier {
  let receiver: Schedule
  let length: Span
  let start: Span?
  let to: Double
  let shape: CooldownShape

  static var word: ScheduleWord {
    ScheduleWord(
      name: "cooldown",
      signature: "cooldown(length, at: span = so that it ends with the window, to: value = 0, "
        + "shape: \(CooldownShape.names) = linear)",
      formula: """
        the schedule, up to at
        v + (to − v) · u for the share u of length, v being the schedule's value at at
        """,
      summary: "Brings the value down at the end, along a straight line or another shape.",
      example: "constant(1e-3).cooldown(20%, shape: squareRoot)")
  }

  var arguments: [NotationArgument] {
    [NotationArgument(length)] + (start.map { [NotationArgument("at", $0)] } ?? [])
      + (to == 0 ? [] : [NotationArgument("to", to)])
      + (shape == .linear ? [] : [NotationArgument("shape", shape)])
  }

  var fault: ScheduleError? {
    .length("length", length) ?? .length("at", start) ?? .value("to", to) ?? shape.fault
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let head: Window
    let tail: Window
    if let start {
      let (before, after) = try window.split(at: start, named: "at")
      (head, tail) = (before, try after.split(at: length, named: "length").head)
    } else {
      (head, tail) = try window.split(last: length, named: "length")
    }
    return Cooling(
      to: to, at: head.length, length: tail.length, shape: shape,
      inner: try receiver.closedForm(in: head))
  }
}

extension CooldownModifier {
  init(receiver: Schedule, arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    self.receiver = receiver
    length = try arguments.unlabelled("length")
    start = try arguments.optional("at")
    to = try arguments.value("to", default: 0)
    shape = try arguments.value("shape", default: .linear)
  }
}

/// The inner form up to a step, and from its value there a way to `to`.
struct Cooling: ClosedForm {
  let to: Double
  let start: Double
  let length: Double
  let shape: CooldownShape
  let inner: any ClosedForm
  private let from: Double

  init(
    to: Double, at start: Double, length: Double, shape: CooldownShape, inner: any ClosedForm
  ) {
    self.to = to
    self.start = start
    self.length = length
    self.shape = shape
    self.inner = inner
    from = inner.value(at: start)
  }

  var bound: Double { max(to.magnitude, inner.bound) }

  func value(at time: Double) -> Double {
    guard time >= start else { return inner.value(at: time) }
    let passed = time - start
    return passed < length ? blend(from, to, shape.share(at: passed / length)) : to
  }

  func formula(at time: Formula) -> Formula? {
    guard length > 0 else {
      return inner.formula(at: time).map { .before(start, time, $0, else: .number(to)) }
    }
    let share = shape.share(at: .min(.max(time - start, 0), length) / length)
    guard start > 0 else { return .blend(from, to, share) }
    if (inner as? Level)?.value == from { return .blend(from, to, share) }
    return inner.formula(at: time).map { .before(start, time, $0, else: .blend(from, to, share)) }
  }
}
