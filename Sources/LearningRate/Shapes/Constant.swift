import Notation

extension Schedule {
  /// The same value at every step.
  ///
  /// ```
  /// value(t) = rate
  /// ```
  ///
  /// for every step `t`, past the end of the window too.
  ///
  /// It is for a run whose end is not known, and for what another schedule is chained to. A run that
  /// ends should come down before it does: end it with ``cooldown(_:at:to:shape:)``, with which a
  /// constant rate does as well as a cosine for language models (Hägele et al., 2024,
  /// <https://arxiv.org/abs/2405.18392>).
  ///
  /// - Precondition: `rate` is finite, and at most 1e100 in size.
  public static func constant(_ rate: Double) -> Schedule { Schedule(ConstantShape(rate: rate)) }
}

/// The shape `constant`.
struct ConstantShape: ScheduleShape {
  var rate = 1.0

  static let word = NotationWord(
    "constant", summary: "Keeps the same value.", formula: "rate", example: "constant(1e-3)")

  static var parameters: NotationParameters<ConstantShape> {
    [
      .unlabelled("rate", \.rate, .value)
    ]
  }

  func closedForm(in window: Window) -> any ClosedForm { Level(value: rate) }
}

/// A value that never changes.
struct Level: ClosedForm {
  let value: Double

  var turns: [Double]? { [] }

  var bound: Double { value.magnitude }

  func value(at time: Double) -> Double { value }

  func formula(at time: Formula) -> Formula? {
    return .number(value)
  }
}
