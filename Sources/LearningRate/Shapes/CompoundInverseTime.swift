import Notation

extension Schedule {
  /// The rate of a loop that divides it by `1 + decay · t` after every step.
  ///
  /// ```
  /// value(t) = from · ∏ 1 / (1 + decay · i)     i = 1 … t
  /// ```
  ///
  /// where `t` is the step and `decay` is per step. `value(0) == from`; past the end of its window it
  /// holds. Between whole steps it follows the gamma function.
  ///
  /// It falls far faster than ``inverseTime(from:decay:every:)``, which is more often meant: about as
  /// `e^(−decay · t² / 2)` at first. It is here to reproduce such a loop.
  ///
  /// The product is evaluated in closed form through the logarithm of the gamma function, and for a
  /// small `decay` through Stirling's series, to about twelve digits.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `decay` is not negative.
  public static func compoundInverseTime(from: Double, decay: Double) -> Schedule {
    Schedule(CompoundInverseTimeShape(from: from, decay: decay))
  }
}

/// The shape `compoundInverseTime`.
struct CompoundInverseTimeShape: ScheduleShape {
  var from = 1.0
  var decay = 0.0

  static let word = NotationWord(
    "compoundInverseTime", summary: "Divides the value by 1 + decay · t after every step.",
    formula: "from · ∏ 1 / (1 + decay · i), i = 1 … t",
    example: "compoundInverseTime(from: 0.1, decay: 1e-4)")

  static var parameters: NotationParameters<CompoundInverseTimeShape> {
    [.required("from", \.from, .value), .required("decay", \.decay, .notNegative)]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    CompoundHyperbola(from: from, decay: decay, end: window.length)
  }
}
