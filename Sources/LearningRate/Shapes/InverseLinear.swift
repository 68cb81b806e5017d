import Notation

extension Schedule {
  /// Rises as the inverse of a falling line.
  ///
  /// ```
  /// value(t) = from / (1 − beta · t / T)
  /// ```
  ///
  /// where `t` is the step and `T` the length `over`, or the rest of the window if it is left out.
  /// `value(0) == from`; every step at or past `T` gives `from / (1 − beta)`. A length of zero
  /// gives that.
  ///
  /// This is the rising rate that tutorials give as Adam's. It is not Adam's, whose correction
  /// divides by `1 − beta^t`, nor is a rising rate what a run should end with: use it to reproduce
  /// one, and ``inverseTime(from:decay:every:)`` to decay.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `beta` is at least 0 and below 1; the
  ///   length is not negative.
  public static func inverseLinear(from: Double, beta: Double, over: Length? = nil) -> Schedule {
    Schedule(InverseLinearShape(from: from, beta: beta, over: over))
  }
}

/// The shape `inverseLinear`.
struct InverseLinearShape: ScheduleShape {
  var from = 1.0
  var beta = 0.0
  var over: Length?

  static let word = NotationWord(
    "inverseLinear", summary: "Rises as the inverse of a falling line.",
    formula: "from / (1 − beta · t / over)", example: "inverseLinear(from: 1e-3, beta: 0.9)")

  static var parameters: NotationParameters<InverseLinearShape> {
    [
      .required("from", \.from, .value), .required("beta", \.beta, .belowOne),
      .optional("over", \.over, .length, otherwise: "rest"),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    InverseLine(from: from, beta: beta, length: try window.length(of: over, named: "over"))
  }
}

/// `from / (1 − beta · t / length)`; it holds its end.
private struct InverseLine: ClosedForm {
  let from: Double
  let beta: Double
  let length: Double

  var bound: Double { from.magnitude / (1 - beta) }

  func value(at time: Double) -> Double {
    from / (1 - beta * (time < length ? time / length : 1))
  }

  func formula(at time: Formula) -> Formula? {
    return from / (1 - beta * .fraction(of: length, at: time))
  }
}
