public import Notation

/// The line or wave along which ``Schedule/oneCycle(peak:over:warmup:divisor:finalDivisor:shape:phases:)``
/// goes up and down.
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
  /// Its end is tied to its length: a run that goes on needs another schedule. It is meant for a peak
  /// higher than any other schedule bears, with less of other regularization; with a usual peak it is
  /// a cosine with a long warmup.
  ///
  /// Source: Smith & Topin, *Super-Convergence*, 2018 (<https://arxiv.org/abs/1708.07120>), with the
  /// wave and the divisors of PyTorch's `OneCycleLR`. The phases end at `w`, `2w` and `T` here, and a
  /// step, two and one earlier there: `over: N − 1, warmup: 0.3 · N − 1`. Momentum is not cycled.
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
  let peak: Double
  let over: Length?
  let warmup: Length?
  let divisor: Double
  let finalDivisor: Double
  let shape: OneCycleLine
  let phases: Int

  private static let standardDivisor = 25.0
  private static let standardFinalDivisor = 1e4
  private static let standardWarmup = 0.3

  static var word: ScheduleWord {
    ScheduleWord(
      name: "oneCycle",
      signature: "oneCycle(peak: value, over: length = rest, warmup: length = 30 % of over, "
        + "divisor: number = 25, finalDivisor: number = 1e4, shape: cosine or linear = cosine, "
        + "phases: 2 or 3 = 2)",
      formula: """
        from peak / divisor to peak over warmup
        from peak to peak / (divisor · finalDivisor) over the rest
        with 3 phases back to peak / divisor over warmup, and the rest from there
        """,
      summary: "Rises to a peak and falls far below the start, along cosine waves or lines.",
      example: "oneCycle(peak: 0.1)")
  }

  var arguments: [NotationArgument] {
    var arguments = [NotationArgument("peak", peak)]
    if let over { arguments.append(NotationArgument("over", over)) }
    if let warmup { arguments.append(NotationArgument("warmup", warmup)) }
    if divisor != Self.standardDivisor { arguments.append(NotationArgument("divisor", divisor)) }
    if finalDivisor != Self.standardFinalDivisor {
      arguments.append(NotationArgument("finalDivisor", finalDivisor))
    }
    if shape != .cosine { arguments.append(NotationArgument("shape", shape)) }
    if phases != 2 { arguments.append(NotationArgument("phases", phases)) }
    return arguments
  }

  var fault: ScheduleError? {
    if let fault: ScheduleError = .value("peak", peak) ?? .length("over", over)
      ?? .length("warmup", warmup) ?? .positive("divisor", divisor)
      ?? .positive("finalDivisor", finalDivisor) ?? .value("peak / divisor", peak / divisor)
      ?? .value("peak / (divisor · finalDivisor)", peak / divisor / finalDivisor)
    {
      return fault
    }
    return phases == 2 || phases == 3
      ? nil : ScheduleError("phases", "2 or 3", received: String(phases))
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

extension OneCycleShape {
  init(arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    peak = try arguments.required("peak")
    over = try arguments.optional("over")
    warmup = try arguments.optional("warmup")
    divisor = try arguments.value("divisor", default: Self.standardDivisor)
    finalDivisor = try arguments.value("finalDivisor", default: Self.standardFinalDivisor)
    shape = try arguments.value("shape", default: .cosine)
    phases = try arguments.value("phases", default: 2)
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
    let share = Formula.share(of: length, at: time)
    return .blend(from, to, shape == .cosine ? .halfWave(share) : share)
  }
}
