import Notation

extension Schedule {
  /// One cycle: up to a peak along half a cosine wave, then far down along another.
  ///
  /// ```
  /// value(t) = cosine from peak / divisor to peak over w                    for t < w
  ///          = cosine from peak to peak / (divisor · finalDivisor) over T − w   from w on
  /// ```
  ///
  /// where `T` is the length `over`, or the rest of the window if it is left out, and `w` the
  /// length of `warmup`, or 30 % of `T`, rounded to a step, if it is left out. `value(w)` is the
  /// peak; every step at or past `T` gives the final value exactly.
  ///
  /// Source: Smith & Topin, *Super-Convergence*, 2018 (<https://arxiv.org/abs/1708.07120>), with the
  /// wave and the divisors of PyTorch's `OneCycleLR`. The phases end at `w` and `T` here, and one
  /// step earlier there. Momentum is not cycled.
  ///
  /// - Precondition: The peak is finite, at most 1e100 in size; the divisors are positive; the
  ///   lengths are not negative.
  public static func oneCycle(
    peak: Double, over: Span? = nil, warmup: Span? = nil, divisor: Double = 25,
    finalDivisor: Double = 1e4
  ) -> Schedule {
    Schedule(
      OneCycleShape(
        peak: peak, over: over, warmup: warmup, divisor: divisor, finalDivisor: finalDivisor))
  }
}

/// The shape `oneCycle`.
struct OneCycleShape: ScheduleShape {
  let peak: Double
  let over: Span?
  let warmup: Span?
  let divisor: Double
  let finalDivisor: Double

  private static let standardDivisor = 25.0
  private static let standardFinalDivisor = 1e4
  private static let standardWarmup = 0.3

  static var word: ScheduleWord {
    ScheduleWord(
      name: "oneCycle",
      signature: "oneCycle(peak: value, over: span = rest, warmup: span = 30 % of over, "
        + "divisor: number = 25, finalDivisor: number = 1e4)",
      formula: """
        cosine from peak / divisor to peak over warmup
        cosine from peak to peak / (divisor · finalDivisor) over the rest
        """,
      summary: "Rises to a peak and falls far below the start, both along cosine waves.",
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
    return arguments
  }

  var fault: ScheduleError? {
    .value("peak", peak) ?? .length("over", over) ?? .length("warmup", warmup)
      ?? .positive("divisor", divisor) ?? .positive("finalDivisor", finalDivisor)
      ?? .value("peak / divisor", peak / divisor)
      ?? .value("peak / (divisor · finalDivisor)", peak / divisor / finalDivisor)
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let length = try window.length(of: over, named: "over")
    let rise =
      try warmup.map { try window.length(of: $0, named: "warmup") }
      ?? (length * Self.standardWarmup).rounded()
    guard rise <= length else {
      throw ScheduleError(
        "warmup", "at most the \(length.notationText) steps of the cycle",
        received: rise.notationText)
    }
    return Cycle(
      rise: HalfCosine(from: peak / divisor, to: peak, length: rise),
      fall: HalfCosine(from: peak, to: peak / divisor / finalDivisor, length: length - rise))
  }
}

extension OneCycleShape {
  init(arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    peak = try arguments.required("peak")
    over = try arguments.optional("over")
    warmup = try arguments.optional("warmup")
    divisor = try arguments.value("divisor", default: Self.standardDivisor)
    finalDivisor = try arguments.value("finalDivisor", default: Self.standardFinalDivisor)
  }
}

/// A wave up and a wave down.
private struct Cycle: ClosedForm {
  let rise: HalfCosine
  let fall: HalfCosine

  func value(at time: Double) -> Double {
    time < rise.length ? rise.value(at: time) : fall.value(at: time - rise.length)
  }
}
