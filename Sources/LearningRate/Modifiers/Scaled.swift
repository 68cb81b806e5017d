import Notation

extension Schedule {
  /// Multiplies every value by a factor.
  ///
  /// ```
  /// value(t) = factor · this schedule at t
  /// ```
  ///
  /// It is the way to fit a schedule to another batch size or to one group of parameters. A factor of 1
  /// changes nothing, and floors inside are scaled too: chain ``clamped(_:)`` after it.
  ///
  /// The rule of Goyal et al., 2017 (<https://arxiv.org/abs/1706.02677>), that the rate grows as the batch
  /// does, is for SGD; with Adam the best rate rises more slowly and then falls (Li et al., 2024,
  /// <https://arxiv.org/abs/2405.14578>).
  ///
  /// - Precondition: The factor is finite, at most 1e100 in size.
  public func scaled(by factor: Double) -> Schedule {
    Schedule(ScaledModifier(receiver: self, factor: factor))
  }
}

/// The modifier `scaled`.
struct ScaledModifier: ScheduleModifier {
  let receiver: Schedule
  let factor: Double

  static var word: ScheduleWord {
    ScheduleWord(
      name: "scaled", signature: "scaled(by: factor)", formula: "factor · the schedule at t",
      summary: "Multiplies every value by a factor.",
      example: "cosine(from: 3e-4, to: 0).scaled(by: 0.1)")
  }

  var arguments: [NotationArgument] { [NotationArgument("by", factor)] }

  var fault: ScheduleError? { .value("by", factor) }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Multiple(factor: factor, inner: try receiver.closedForm(in: window))
  }
}

extension ScaledModifier {
  init(receiver: Schedule, arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    self.receiver = receiver
    factor = try arguments.required("by")
  }
}

/// A form times a factor.
private struct Multiple: ClosedForm {
  let factor: Double
  let inner: any ClosedForm

  var bound: Double { factor.magnitude * inner.bound }
  var turns: [Double]? { inner.turns }

  func value(at time: Double) -> Double { factor * inner.value(at: time) }

  func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>) {
    inner.evaluate(inPlace: times)
    times.replaceEach { factor * $0 }
  }

  func formula(at time: Formula) -> Formula? {
    return inner.formula(at: time).map { factor * $0 }
  }
}
