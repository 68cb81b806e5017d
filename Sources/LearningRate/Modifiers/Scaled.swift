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
  var receiver = Schedule.neutral
  var factor = 1.0

  static let word = NotationWord(
    "scaled", summary: "Multiplies every value by a factor.", formula: "factor · the schedule at t",
    example: "cosine(from: 3e-4, to: 0).scaled(by: 0.1)")

  static var parameters: NotationParameters<ScaledModifier> {
    [
      .required("by", \.factor, .value.called("factor"))
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Multiple(factor: factor, inner: try receiver.closedForm(in: window))
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
