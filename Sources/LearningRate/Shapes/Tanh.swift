import Notation
import RealModule

extension Schedule {
  /// A hyperbolic tangent from one value towards another: high for long, then down and out.
  ///
  /// ```
  /// value(t) = to + (from − to) · (1 − tanh(lower · (1 − u) + upper · u)) / 2     u = t / T
  /// ```
  ///
  /// where `t` is the step and `T` the length `over`, or the rest of the window if it is left out.
  ///
  /// **Its ends are not exact.** Of the way from `from` to `to` it has gone `(1 + tanh(lower)) / 2` at
  /// step 0, 8.3e-7 with the standard bounds, and lacks `(1 − tanh(upper)) / 2` at `T`, 0.25 %. From
  /// `T` on it holds that value. Where an exact end matters use ``cosine(from:to:over:)``.
  ///
  /// Source: Hsueh, Li & Wu, *Hyperbolic-Tangent Decay*, 2018 (<https://arxiv.org/abs/1806.01593>), with
  /// timm's bounds; the paper's best are −6 and 3. Past the end timm jumps to `to`.
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
  let from: Double
  let to: Double
  let over: Length?
  let lower: Double
  let upper: Double

  private static let standardLower = -7.0
  private static let standardUpper = 3.0

  static var word: ScheduleWord {
    ScheduleWord(
      name: "tanh",
      signature: "tanh(from: value, to: value, over: length = rest, lower: number = -7, "
        + "upper: number = 3)",
      formula: "to + (from − to) · (1 − tanh(lower · (1 − u) + upper · u)) / 2, u = t / over",
      summary: "Goes most of the way from one value to another along a hyperbolic tangent.",
      example: "tanh(from: 0.1, to: 1e-4)")
  }

  var arguments: [NotationArgument] {
    [NotationArgument("from", from), NotationArgument("to", to)]
      + (over.map { [NotationArgument("over", $0)] } ?? [])
      + (lower == Self.standardLower ? [] : [NotationArgument("lower", lower)])
      + (upper == Self.standardUpper ? [] : [NotationArgument("upper", upper)])
  }

  var fault: ScheduleError? {
    if let fault: ScheduleError = .value("from", from) ?? .value("to", to)
      ?? .length("over", over) ?? .value("lower", lower) ?? .value("upper", upper)
    {
      return fault
    }
    return lower < upper
      ? nil
      : ScheduleError(
        "upper", "above lower, \(lower.notationText)", received: upper.notationText)
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Tangent(
      from: from, to: to, length: try window.length(of: over, named: "over"), lower: lower,
      upper: upper)
  }
}

extension TanhShape {
  init(arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    from = try arguments.required("from")
    to = try arguments.required("to")
    over = try arguments.optional("over")
    lower = try arguments.value("lower", default: Self.standardLower)
    upper = try arguments.value("upper", default: Self.standardUpper)
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
    let share = time < length ? time / length : 1
    return blend(to, from, (1 - Double.tanh(lower * (1 - share) + upper * share)) / 2)
  }

  func formula(at time: Formula) -> Formula? {
    let share = Formula.share(of: length, at: time)
    return .blend(to, from, (1 - .tanh(lower + (upper - lower) * share)) / 2)
  }
}
