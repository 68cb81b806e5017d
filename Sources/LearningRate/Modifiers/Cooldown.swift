import Notation

extension Schedule {
  /// Ends this schedule: brings its value down over a length, at the end of the window or from a
  /// step.
  ///
  /// ```
  /// value(t) = this schedule at t                for t < m
  ///          = v + (to − v) · share              for t < m + c
  ///          = to                                from there on
  /// ```
  ///
  /// where `c` is the length and `m` that of `at`, counted from the start of this schedule; if `at`
  /// is left out, the cooldown ends with the window. `v` is this schedule's value at `m`, and the
  /// share that of ``CooldownShape``. This schedule has `m` steps, so one that fills its window is
  /// at its end at `m`. `value(m)` is `v` and `value(m + c)` is `to`, exactly.
  ///
  /// It is not for a shape that ends low by itself, such as a cosine to zero, which is at its end
  /// already when the cooldown begins.
  ///
  /// Source: Hägele et al., *Scaling Laws and Compute-Optimal Training Beyond Fixed Training
  /// Durations*, 2024 (<https://arxiv.org/abs/2405.18392>): cooling down over a fifth of a run at a
  /// constant rate does as well as a cosine made for its length, and the square root does best.
  ///
  /// - Precondition: The lengths are not negative; `to` is finite, at most 1e100 in size.
  public func cooldown(
    _ length: Length, at start: Length? = nil, to: Double = 0, shape: CooldownShape = .linear
  ) -> Schedule {
    Schedule(
      CooldownModifier(receiver: self, length: length, start: start, to: to, shape: shape))
  }
}

/// The modifier `cooldown`.
struct CooldownModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var length: Length = 0
  var start: Length?
  var to = 0.0
  var shape = CooldownShape.linear

  static let word = NotationWord(
    "cooldown",
    summary: "Brings the value down at the end, along a straight line or another shape.",
    formula: """
      the schedule, up to at
      v + (to − v) · u for the share u of length, v being the schedule's value at at
      """,
    example: "constant(1e-3).cooldown(20%, shape: squareRoot)")

  static var parameters: NotationParameters<CooldownModifier> {
    [
      .unlabelled("length", \.length, .length),
      .optional("at", \.start, .length, otherwise: "so that it ends with the window"),
      .optional("to", \.to, .value), .optional("shape", \.shape, .shape),
    ]
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
    let inner = try receiver.closedForm(in: head)
    let fall = CooldownRamp(
      from: inner.value(at: head.length), to: to, length: tail.length, shape: shape)
    return JoinedForms(first: inner, second: fall, boundary: head.length)
  }
}

/// A ramp from one value to another that holds its end.
struct CooldownRamp: ClosedForm {
  let from: Double
  let to: Double
  let length: Double
  let shape: CooldownShape

  var turns: [Double]? { [] }

  var bound: Double { max(from.magnitude, to.magnitude) }

  func value(at time: Double) -> Double {
    time < length ? blend(from, to, shape.fraction(at: time / length)) : to
  }

  /// Before its start it has the value that it starts from.
  func formula(at time: Formula) -> Formula? {
    guard length > 0 else { return .number(to) }
    return .blend(from, to, shape.fraction(at: .min(time, length) / length))
  }
}
