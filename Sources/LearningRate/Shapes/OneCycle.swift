public import Notation

/// The line or wave along which
/// ``Schedule/oneCycle(peak:over:warmup:divisor:finalDivisor:shape:phases:)`` goes up and down.
public enum OneCycleLine: String, Hashable, Sendable, CaseIterable, NotationValue {
  /// Half a cosine wave.
  case cosine
  /// A straight line.
  case linear
}

extension Schedule {
  /// One cycle: up to a peak, then far down, along half cosine waves or straight lines.
  ///
  /// ```
  /// value(t) = from peak / divisor to peak over w                          for t < w
  ///          = from peak to peak / (divisor · finalDivisor) over T − w     from w on
  /// ```
  ///
  /// and with three phases from `w` on
  ///
  /// ```
  /// value(t) = from peak back to peak / divisor over w                              for t < 2w
  ///          = from peak / divisor to peak / (divisor · finalDivisor) over T − 2w   from 2w on
  /// ```
  ///
  /// where `T` is the length `over`, or the rest of the window if it is left out, and `w` the
  /// length of `warmup`, or 30 % of `T`, rounded to a step, if it is left out. `value(w)` is the
  /// peak; every step at or past `T` gives the final value exactly.
  ///
  /// Its end is tied to its length: a run that is prolonged needs another schedule. It is meant for
  /// a peak too high for other schedules, with less of other regularization; with a usual peak it
  /// is a cosine with a long warmup.
  ///
  /// Source: Smith & Topin, *Super-Convergence*, 2018 (<https://arxiv.org/abs/1708.07120>), with
  /// the wave and the divisors of PyTorch's `OneCycleLR`. The phases end at `w`, `2w` and `T` here,
  /// and a step, two and one earlier there: `over: N − 1, warmup: 0.3 · N − 1`. Momentum is not
  /// cycled.
  ///
  /// - Precondition: The peak is finite, at most 1e100 in size; the divisors are positive; the
  ///   lengths are not negative; there are two phases or three.
  public static func oneCycle(
    peak: Double, over: Length? = nil, warmup: Length? = nil, divisor: Double = 25,
    finalDivisor: Double = 1e4, shape: OneCycleLine = .cosine, phases: Int = 2
  ) -> Schedule {
    Schedule(
      OneCycleShape(
        peak: peak, over: over, warmup: warmup, divisor: divisor, finalDivisor: finalDivisor,
        shape: shape, phases: phases))
  }
}

/// The shape `oneCycle`.
struct OneCycleShape: ScheduleShape {
  var peak = 1.0
  var over: Length?
  var warmup: Length?
  var divisor = 25.0
  var finalDivisor = 1e4
  var shape = OneCycleLine.cosine
  var phases = 2

  private static let standardWarmup = 0.3

  static let word = NotationWord(
    "oneCycle",
    summary: "Rises to a peak and falls far below the start, along cosine waves or lines.",
    formula: """
      from peak / divisor to peak over warmup
      from peak to peak / (divisor · finalDivisor) over the rest
      with 3 phases back to peak / divisor over warmup, and the rest from there
      """,
    example: "oneCycle(peak: 0.1)")

  static var parameters: NotationParameters<OneCycleShape> {
    [
      .required("peak", \.peak, .value), .optional("over", \.over, .length, otherwise: "rest"),
      .optional("warmup", \.warmup, .length, otherwise: "30 % of over"),
      .optional("divisor", \.divisor, .positive),
      .optional("finalDivisor", \.finalDivisor, .positive), .optional("shape", \.shape, .cases),
      .optional("phases", \.phases, Domain("2 or 3", "2 or 3") { $0 == 2 || $0 == 3 }),
    ]
  }

  var conflict: ScheduleError? {
    .check("peak / divisor", peak / divisor, .value)
      ?? .check("peak / (divisor · finalDivisor)", peak / divisor / finalDivisor, .value)
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let length = try window.length(of: over, named: "over")
    let rise =
      try warmup.map { try window.length(of: $0, named: "warmup") }
      ?? (length * Self.standardWarmup).rounded()
    let fixed = Double(phases - 1) * rise
    guard fixed <= length else {
      throw ScheduleError(
        "warmup",
        "at most \(phases == 3 ? "half of " : "")the \(length.notationText) steps of the cycle",
        received: rise.notationText)
    }
    let low = peak / divisor
    let final = low / finalDivisor
    return Cycle(
      shape: shape, low: low, peak: peak, turn: phases == 3 ? low : final, final: final, rise: rise,
      fall: phases == 3 ? rise : length - rise, length: length)
  }
}

/// From `low` up to `peak`, down to `turn`, and from there to `final`; it holds its end.
private struct Cycle: ClosedForm {
  let shape: OneCycleLine
  let low: Double
  let peak: Double
  let turn: Double
  let final: Double
  let rise: Double
  let fall: Double
  let length: Double

  var turns: [Double]? { [rise, rise + fall, length] }

  var bound: Double { max(low.magnitude, peak.magnitude, final.magnitude) }

  func value(at time: Double) -> Double {
    guard time < length else { return final }
    let passed = time - rise
    if passed < 0 { return leg(low, peak, rise, time) }
    if passed < fall { return leg(peak, turn, fall, passed) }
    return leg(turn, final, length - rise - fall, passed - fall)
  }

  func formula(at time: Formula) -> Formula? {
    let rest = length - rise - fall
    let end = rest > 0 ? leg(turn, final, rest, .max(time - rise - fall, 0)) : .number(final)
    let down = Formula.before(
      rise + fall, time, leg(peak, turn, fall, .max(time - rise, 0)), else: end)
    return .before(rise, time, leg(low, peak, rise, time), else: down)
  }

  private func leg(_ from: Double, _ to: Double, _ length: Double, _ time: Double) -> Double {
    switch shape {
    case .cosine: HalfCosine(from: from, to: to, length: length).value(at: time)
    case .linear: Line(from: from, to: to, length: length).value(at: time)
    }
  }
  private func leg(
    _ from: Double, _ to: Double, _ length: Double, _ time: Formula
  ) -> Formula {
    let fraction = Formula.fraction(of: length, at: time)
    return .blend(from, to, shape == .cosine ? .halfWave(fraction) : fraction)
  }
}
