import Notation

extension Schedule {
  /// Leads up to this schedule so that the first update is not wasted on zero.
  ///
  /// ```
  /// value(t) = v · (t + 1) / (w + 1)     for t < w
  ///          = this schedule at t − w    from w on
  /// ```
  ///
  /// where `v` is this schedule's value at its own step 0 and `w` the length; another shape takes the
  /// same share `(t + 1) / (w + 1)` of its way. This schedule has the rest of the window, `N − w`
  /// steps. The update at `w` uses `v` exactly, and no update uses zero. A length of zero changes
  /// nothing.
  ///
  /// - Precondition: The length is not negative; the shape is not constant, which needs a value.
  public func warmup(_ length: Span, shape: WarmupShape = .linear) -> Schedule {
    Schedule(WarmupModifier(receiver: self, length: length, from: nil, shape: shape))
  }

  /// Leads up to this schedule from a given value.
  ///
  /// ```
  /// value(t) = from + (v − from) · share    for t < w
  ///          = this schedule at t − w       from w on
  /// ```
  ///
  /// where `v` is this schedule's value at its own step 0, `w` the length, and the share that of
  /// ``WarmupShape`` at `t / w`, by itself when linear. `value(0)` is `from` and `value(w)` is `v`. From
  /// zero, the first update changes nothing, as with Hugging Face, optax and Keras: leave `from` out
  /// if that is not wanted.
  ///
  /// - Precondition: The length is not negative; `from` is finite, at most 1e100 in size.
  public func warmup(
    _ length: Span, from: Double, shape: WarmupShape = .linear
  ) -> Schedule {
    Schedule(WarmupModifier(receiver: self, length: length, from: from, shape: shape))
  }
}

/// The modifier `warmup`.
struct WarmupModifier: ScheduleModifier {
  let receiver: Schedule
  let length: Span
  let from: Double?
  let shape: WarmupShape

  static var word: ScheduleWord {
    ScheduleWord(
      name: "warmup",
      signature: "warmup(length, from: value = left out, shape: linear, cosine, exponential, "
        + "constant or squareRoot = linear)",
      formula: """
        v · (t + 1) / (length + 1), or from + (v − from) · t / length
        then the schedule, whose first value is v
        """,
      summary: "Leads up to the schedule, along a straight line or another shape.",
      example: "cosine(from: 3e-4, to: 0).warmup(5%)")
  }

  var arguments: [NotationArgument] {
    [NotationArgument(length)] + (from.map { [NotationArgument("from", $0)] } ?? [])
      + (shape == .linear ? [] : [NotationArgument("shape", shape)])
  }

  var fault: ScheduleError? {
    if let fault: ScheduleError = .length("length", length)
      ?? from.flatMap({ .value("from", $0) })
    {
      return fault
    }
    return from == nil && shape == .constant
      ? ScheduleError("shape", "another one, or from be given", received: "constant") : nil
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, tail) = try window.split(at: length, named: "length")
    let inner = try receiver.closedForm(in: tail)
    guard head.length > 0 else { return inner }
    return Warming(from: from, length: head.length, shape: shape, inner: inner)
  }
}

extension WarmupModifier {
  init(receiver: Schedule, arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    self.receiver = receiver
    length = try arguments.unlabelled("length")
    from = try arguments.optional("from")
    shape = try arguments.value("shape", default: .linear)
  }
}

/// A way up to the inner form's first value, and then the inner form.
struct Warming: ClosedForm {
  let from: Double
  let to: Double
  /// How many steps before the start time counts from.
  let lead: Double
  let length: Double
  let shape: WarmupShape
  let inner: any ClosedForm

  /// Without `from` it starts one step late on a way from zero that is one step longer.
  init(from: Double?, length: Double, shape: WarmupShape, inner: any ClosedForm) {
    self.from = from ?? 0
    to = inner.value(at: 0)
    lead = from == nil ? 1 : 0
    self.length = length
    self.shape = shape
    self.inner = inner
  }

  var bound: Double { max(from.magnitude, inner.bound) }

  func value(at time: Double) -> Double {
    time < length
      ? blend(from, to, shape.share(at: (time + lead) / (length + lead)))
      : inner.value(at: time - length)
  }

  func formula(at time: Formula) -> Formula? {
    let share = shape.share(at: .min((time + lead) / (length + lead), 1))
    return inner.formula(at: .max(time - length, 0)).map {
      .before(length, time, .blend(from, to, share), else: $0)
    }
  }
}
