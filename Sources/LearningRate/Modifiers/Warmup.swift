import Notation

extension Schedule {
  /// Leads up to this schedule so that the first update is not wasted on zero.
  ///
  /// ```
  /// value(t) = v · (t + 1) / (w + 1)     for t < w
  ///          = this schedule at t − w    from w on
  /// ```
  ///
  /// where `v` is this schedule's value at its own step 0 and `w` the length; another shape has its own
  /// share at `(t + 1) / (w + 1)` of its time. This schedule has the rest of the window, `N − w` steps.
  /// The update at `w` uses `v` exactly, and no update uses zero. A length of zero changes nothing; one
  /// of `N` leads up to the value that this schedule has at the start of the whole window.
  ///
  /// It is of little use for a peak at which training is stable from the start: it makes training
  /// stable at a higher one (Kalra & Barkeshli, 2024, <https://arxiv.org/abs/2406.09405>).
  ///
  /// Source: Goyal et al., *Accurate, Large Minibatch SGD*, 2017, § 2.2
  /// (<https://arxiv.org/abs/1706.02677>). For Adam, Ma & Yarats, 2019
  /// (<https://arxiv.org/abs/1910.04209>), advise `2 / (1 − beta2)` steps: 2000 with 0.999, and 40
  /// with 0.95. Of the three ways to count, `t / w`, `(t + 1) / w` and this one, only this one
  /// wastes no update and reaches the peak just at `w`.
  ///
  /// - Precondition: The length is not negative; the shape is not constant, which needs a value.
  public func warmup(_ length: Length, shape: WarmupShape = .linear) -> Schedule {
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
  /// ``WarmupShape`` at `t / w`: for the linear one, `t / w` itself. `value(0)` is `from` and
  /// `value(w)` is `v`. From zero, the first update changes nothing, as with Hugging Face, optax and
  /// Keras: leave `from` out if that is not wanted.
  ///
  /// - Precondition: The length is not negative; `from` is finite, at most 1e100 in size.
  public func warmup(
    _ length: Length, from: Double, shape: WarmupShape = .linear
  ) -> Schedule {
    Schedule(WarmupModifier(receiver: self, length: length, from: from, shape: shape))
  }
}

/// The modifier `warmup`.
struct WarmupModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var length: Length = 0
  var from: Double?
  var shape = WarmupShape.linear

  static let word = NotationWord(
    "warmup",
    summary: "Leads up to the schedule's first value, along a straight line or another shape.",
    formula: """
      v · (t + 1) / (length + 1), or from + (v − from) · t / length
      then the schedule, whose first value is v
      """,
    example: "cosine(from: 3e-4, to: 0).warmup(5%)")

  static var parameters: NotationParameters<WarmupModifier> {
    [
      .unlabelled("length", \.length, .length),
      .optional("from", \.from, .value, otherwise: "left out"),
      .optional("shape", \.shape, .shape),
    ]
  }

  var conflict: ScheduleError? {
    from == nil && shape == .constant
      ? ScheduleError("shape", "another one, or from be given", received: "constant") : nil
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, tail) = try window.split(at: length, named: "length")
    let inner = try receiver.closedForm(in: tail)
    guard head.length > 0 else { return inner }
    // A schedule with no steps left would be at its end already: this leads up to its start in the
    // whole window.
    let start = tail.length > 0 ? inner : try receiver.closedForm(in: window)
    return JoinedForms(
      first: WarmupRamp(from: from, to: start.value(at: 0), length: head.length, shape: shape),
      second: inner, boundary: head.length)
  }
}

/// A ramp from one value to another, over `length`.
struct WarmupRamp: ClosedForm {
  let from: Double
  let to: Double
  /// The number of steps between the start of the ramp and time 0.
  let lead: Double
  let length: Double
  let shape: WarmupShape

  /// Without `from` it is a ramp from zero that is one step longer and started one step before.
  init(from: Double?, to: Double, length: Double, shape: WarmupShape) {
    self.from = from ?? 0
    self.to = to
    lead = from == nil ? 1 : 0
    self.length = length
    self.shape = shape
  }

  var turns: [Double]? { [] }

  var bound: Double { max(from.magnitude, to.magnitude) }

  func value(at time: Double) -> Double {
    blend(from, to, shape.share(at: (time + lead) / (length + lead), of: length + lead))
  }

  func formula(at time: Formula) -> Formula? {
    .blend(
      from, to, shape.share(at: .min((time + lead) / (length + lead), 1), of: length + lead))
  }
}
