import Notation

extension Schedule {
  /// Stays high for long and then falls ever faster: between a line and a constant.
  ///
  /// ```
  /// value(t) = to + (from − to) · (1 − u) / (1 − u / 2)     u = t / T
  /// ```
  ///
  /// where `t` is the step and `T` the length `over`, or the rest of the window if it is left out.
  /// `value(0) == from`; every step at or past `T` gives `to` exactly. A length of zero gives `to`.
  ///
  /// Half-way two thirds of the height are left, and nine tenths of the way on two elevenths. A run
  /// that may stop early should not use it: most of the descent comes last.
  ///
  /// Source: Chen, Wolfe & Kyrillidis, *REX*, 2021, § 4 (<https://arxiv.org/abs/2107.04197>), which
  /// ends at zero. There it was best on average over 82 settings with SGD and Adam, ahead of linear,
  /// cosine, step and one-cycle.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; the length is not negative.
  public static func rex(from: Double, to: Double, over: Length? = nil) -> Schedule {
    Schedule(RexShape(from: from, to: to, over: over))
  }
}

/// The shape `rex`.
struct RexShape: ScheduleShape {
  var from = 1.0
  var to = 0.0
  var over: Length?

  static let word = NotationWord(
    "rex", summary: "Stays high for long and falls ever faster.",
    formula: "to + (from − to) · (1 − u) / (1 − u / 2), u = t / over",
    example: "rex(from: 1e-3, to: 0)")

  static var parameters: NotationParameters<RexShape> {
    [
      .required("from", \.from, .value), .required("to", \.to, .value),
      .optional("over", \.over, .length, otherwise: "rest"),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    ReflectedExponential(
      from: from, to: to, length: try window.length(of: over, named: "over"))
  }
}

/// The reflected exponential; it holds its end.
private struct ReflectedExponential: ClosedForm {
  let from: Double
  let to: Double
  let length: Double

  var turns: [Double]? { [] }

  var bound: Double { max(from.magnitude, to.magnitude) }

  func value(at time: Double) -> Double {
    guard time < length else { return to }
    let rest = (length - time) / length
    return blend(to, from, 2 * rest / (1 + rest))
  }

  func formula(at time: Formula) -> Formula? {
    let rest = Formula.rest(of: length, at: time)
    return .blend(to, from, 2 * rest / (1 + rest))
  }
}
