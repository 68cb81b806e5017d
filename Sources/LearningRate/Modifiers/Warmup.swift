import Notation

extension Schedule {
  /// Spends the first `w` steps on a rise from above zero to this schedule's first value; this
  /// schedule gets the remaining steps.
  ///
  /// ```
  /// value(t) = v · (t + 1) / (w + 1)              for t < w
  ///          = value of this schedule at t − w    for t ≥ w
  /// ```
  ///
  /// Here t is the step, `w` the length of the rise, and `v` the value of this schedule at its step
  /// 0. This is the linear shape; for other shapes ``WarmupShape`` replaces the fraction u = (t +
  /// 1) / (w + 1) by a function of u. No step has the value zero, and step `w` has exactly `v`.
  /// With `w = 0` there is no rise. With `w = N` only the rise is left; `v` is then this schedule's
  /// first value if it had all N steps.
  ///
  /// A warmup permits a higher peak rate. With a peak at which training is stable from the start,
  /// it has little effect (Kalra & Barkeshli, 2024, <https://arxiv.org/abs/2406.09405>).
  ///
  /// Source: Goyal et al., *Accurate, Large Minibatch SGD*, 2017, § 2.2
  /// (<https://arxiv.org/abs/1706.02677>). For Adam, Ma & Yarats, 2019
  /// (<https://arxiv.org/abs/1910.04209>), advise `2 / (1 − beta2)` steps: 2000 for a beta2 of
  /// 0.999, and 40 for 0.95. Other libraries use the fractions `t / w`, whose first step has the
  /// value zero, or `(t + 1) / w`, which reaches `v` one step before `w`.
  ///
  /// - Precondition: The length is not negative; the shape is not `constant`, which needs `from`.
  public func warmup(_ length: Length, shape: WarmupShape = .linear) -> Schedule {
    Schedule(WarmupModifier(receiver: self, length: length, from: nil, shape: shape))
  }

  /// Spends the first `w` steps on a rise from a given value to this schedule's first value; this
  /// schedule gets the remaining steps.
  ///
  /// ```
  /// value(t) = from + (v − from) · t / w          for t < w
  ///          = value of this schedule at t − w    for t ≥ w
  /// ```
  ///
  /// Here t is the step, `w` the length of the rise, and `v` the value of this schedule at its step
  /// 0. This is the linear shape; for other shapes ``WarmupShape`` replaces the fraction u = t / w
  /// by a function of u. The value is `from` at step 0 and `v` at step `w`. With a `from` of 0, as
  /// in Hugging Face, optax and Keras, the first update changes nothing; ``warmup(_:shape:)``
  /// avoids this.
  ///
  /// - Precondition: The length is not negative; `from` is finite, with a magnitude of at most 1e100.
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
    summary: "Rises to the schedule's first value, linearly or along another shape.",
    formula: """
      for t < length: v · (t + 1) / (length + 1), or from + (v − from) · t / length
      then the schedule before the dot, whose first value is v
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
      ? ScheduleError("shape", "other than constant if from is left out", received: "constant")
      : nil
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let (head, tail) = try window.split(at: length, named: "length")
    let inner = try receiver.closedForm(in: tail)
    guard head.length > 0 else { return inner }
    // If the warmup fills the window, the schedule has no steps of its own. Its first value over
    // the whole window is then the value to rise to.
    let start = tail.length > 0 ? inner : try receiver.closedForm(in: window)
    return JoinedForms(
      first: WarmupRamp(from: from, to: start.value(at: 0), length: head.length, shape: shape),
      second: inner, boundary: head.length)
  }
}

/// A rise or fall from one value to another, over `length` steps.
struct WarmupRamp: ClosedForm {
  let from: Double
  let to: Double
  /// The number of steps between the time of the value `from` and step 0.
  let lead: Double
  let length: Double
  let shape: WarmupShape

  /// Without `from`, the rise begins with zero one step before step 0, so that no step has the
  /// value zero.
  init(from: Double?, to: Double, length: Double, shape: WarmupShape) {
    self.from = from ?? 0
    self.to = to
    lead = from == nil ? 1 : 0
    self.length = length
    self.shape = shape
  }

  /// Empty: it only rises or only falls.
  var turns: [Double]? { [] }

  var bound: Double { max(from.magnitude, to.magnitude) }

  func value(at time: Double) -> Double {
    blend(from, to, shape.fraction(at: (time + lead) / (length + lead), of: length + lead))
  }

  func formula(at time: Formula) -> Formula? {
    .blend(
      from, to, shape.fraction(at: .min((time + lead) / (length + lead), 1), of: length + lead))
  }
}
