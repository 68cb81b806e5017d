import Notation
import RealModule

extension Schedule {
  /// A hyperbolic tangent from one value towards another: flat at both ends, and high for long.
  ///
  /// ```
  /// value(t) = to + (from − to) · (1 − tanh(lower · (1 − u) + upper · u)) / 2     u = t / T
  /// ```
  ///
  /// where `t` is the step and `T` the length `over`, or the rest of the window if it is left out.
  ///
  /// **Its ends are not exact.** With the standard bounds, a share of `(1 + tanh(lower)) / 2` =
  /// 8.3e-7 of the change is already done at step 0, and `(1 − tanh(upper)) / 2` = 0.25 % is
  /// missing at `T`. From `T` on it holds that value. Where an exact end matters use
  /// ``cosine(from:to:over:)``.
  ///
  /// Source: Hsueh, Li & Wu, *Hyperbolic-Tangent Decay*, 2018 (<https://arxiv.org/abs/1806.01593>),
  /// with timm's bounds; the paper's best are −6 and 3. Past the end timm jumps to `to`.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; `lower` is below `upper`; the
  ///   length is not negative.
  public static func tanh(
    from: Double, to: Double, over: Length? = nil, lower: Double = -7, upper: Double = 3
  ) -> Schedule {
    Schedule(TanhShape(from: from, to: to, over: over, lower: lower, upper: upper))
  }
}

/// The shape `tanh`.
struct TanhShape: ScheduleShape {
  var from = 1.0
  var to = 0.0
  var over: Length?
  var lower = -7.0
  var upper = 3.0

  static let word = NotationWord(
    "tanh", summary: "Goes most of the way from one value to another along a hyperbolic tangent.",
    formula: "to + (from − to) · (1 − tanh(lower · (1 − u) + upper · u)) / 2, u = t / over",
    example: "tanh(from: 0.1, to: 1e-4)")

  static var parameters: NotationParameters<TanhShape> {
    [
      .required("from", \.from, .value), .required("to", \.to, .value),
      .optional("over", \.over, .length, otherwise: "rest"),
      .optional("lower", \.lower, .value.called("number")),
      .optional("upper", \.upper, .value.called("number")),
    ]
  }

  var conflict: ScheduleError? {
    lower < upper
      ? nil
      : ScheduleError("upper", "above lower, \(lower.notationText)", received: upper.notationText)
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Tangent(
      from: from, to: to, length: try window.length(of: over, named: "over"), lower: lower,
      upper: upper)
  }
}

/// Part of a hyperbolic tangent; it holds its end.
private struct Tangent: ClosedForm {
  let from: Double
  let to: Double
  let length: Double
  let lower: Double
  let upper: Double

  var bound: Double { max(from.magnitude, to.magnitude) }

  func value(at time: Double) -> Double {
    let fraction = time < length ? time / length : 1
    return blend(to, from, (1 - Double.tanh(lower * (1 - fraction) + upper * fraction)) / 2)
  }

  func formula(at time: Formula) -> Formula? {
    let fraction = Formula.fraction(of: length, at: time)
    return .blend(to, from, (1 - .tanh(lower + (upper - lower) * fraction)) / 2)
  }
}
