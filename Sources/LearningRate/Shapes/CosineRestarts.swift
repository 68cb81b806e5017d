public import Notation

/// What ``Schedule/cosineRestarts(from:to:first:growth:shrink:shrinking:)`` multiplies by `shrink`
/// at each restart.
public enum ShrinkTarget: String, Hashable, Sendable, CaseIterable, NotationValue {
  /// The height above the end value, so that every cycle comes down.
  case height
  /// The peak itself, which may so sink below the end value.
  case peak
}

extension Schedule {
  /// Half a cosine wave that starts again at the top, each time longer and from less high if asked.
  ///
  /// ```
  /// value(t) = to + (peak − to) · (1 + cos(π · x / L)) / 2
  /// ```
  ///
  /// where `x` is the number of steps since cycle `i` began, `L = first · growthⁱ` its length and
  /// `peak = to + (from − to) · shrinkⁱ`, or `from · shrinkⁱ` when `shrinking` is `peak`. `value(0) ==
  /// from`, and every restart is exactly at `first · (growthⁱ − 1) / (growth − 1)` with exactly its
  /// peak. Past the end of its window it holds what it came to: `to` where a cycle ends just there,
  /// without a last restart, and otherwise a value in the midst of a cycle.
  ///
  /// Without restarts it is ``cosine(from:to:over:)``, which ends lower in the same time more surely: a
  /// run that stops early in a cycle stops at a high rate.
  ///
  /// Source: Loshchilov & Hutter, *SGDR*, 2017, eq. 5 (<https://arxiv.org/abs/1608.03983>). Shrinking is
  /// of the height as in Keras, or of the peak as in timm; the cycle is found without the rounding
  /// that makes both miss restarts.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; `first` is positive; `growth` is
  ///   between 1 and 1e6; `shrink` is not negative.
  public static func cosineRestarts(
    from: Double, to: Double, first: Length, growth: Double = 1, shrink: Double = 1,
    shrinking: ShrinkTarget = .height
  ) -> Schedule {
    Schedule(
      CosineRestartsShape(
        from: from, to: to, pace: .first(first, growth: growth), shrink: shrink,
        shrinking: shrinking))
  }

  /// As many equal half cosine waves as fill the window, each from the top.
  ///
  /// ```
  /// value(t) = to + (peak − to) · (1 + cos(π · x / L)) / 2
  /// ```
  ///
  /// where `x` is the number of steps since cycle `i` began, `L` the length of the window over
  /// `cycles`, and `peak` as with `first:`. `value(0) == from`; past the end of its window it gives
  /// `to` exactly.
  ///
  /// It is for one model from each cycle, as in *Snapshot Ensembles* (Huang et al., 2017,
  /// <https://arxiv.org/abs/1704.00109>). For one model at the end use ``cosine(from:to:over:)``.
  ///
  /// Source: Loshchilov & Hutter, *SGDR*, 2017, in the form of Hugging Face's `cosine_with_restarts`.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; `cycles` is between 1 and 2⁵³;
  ///   `shrink` is not negative.
  public static func cosineRestarts(
    from: Double, to: Double, cycles: Int, shrink: Double = 1, shrinking: ShrinkTarget = .height
  ) -> Schedule {
    Schedule(
      CosineRestartsShape(
        from: from, to: to, pace: .cycles(cycles), shrink: shrink, shrinking: shrinking))
  }
}

/// The shape `cosineRestarts`, in its two forms.
struct CosineRestartsShape: ScheduleShape {
  /// What says how long the cycles are.
  enum Pace: Hashable {
    case first(Length, growth: Double)
    case cycles(Int)
  }

  let from: Double
  let to: Double
  let pace: Pace
  let shrink: Double
  let shrinking: ShrinkTarget

  static var word: ScheduleWord {
    ScheduleWord(
      name: "cosineRestarts",
      signature: """
        cosineRestarts(from: value, to: value, first: length, growth: factor = 1, \
        shrink: factor = 1, shrinking: height or peak = height)
        cosineRestarts(from: value, to: value, cycles: count, shrink: factor = 1, \
        shrinking: height or peak = height)
        """,
      formula: """
        to + (peak − to) · (1 + cos(π · x / L)) / 2, x steps into cycle i of length L
        L = first · growthⁱ, peak = to + (from − to) · shrinkⁱ, or from · shrinkⁱ
        """,
      summary: "Comes down along half a cosine wave and starts again, perhaps longer and lower.",
      example: "cosineRestarts(from: 0.1, to: 0, first: 10%, growth: 2)")
  }

  var arguments: [NotationArgument] {
    var arguments = [NotationArgument("from", from), NotationArgument("to", to)]
    switch pace {
    case .first(let first, let growth):
      arguments.append(NotationArgument("first", first))
      if growth != 1 { arguments.append(NotationArgument("growth", growth)) }
    case .cycles(let count): arguments.append(NotationArgument("cycles", count))
    }
    if shrink != 1 { arguments.append(NotationArgument("shrink", shrink)) }
    if shrinking != .height { arguments.append(NotationArgument("shrinking", shrinking)) }
    return arguments
  }

  var fault: ScheduleError? {
    if let fault: ScheduleError = .value("from", from) ?? .value("to", to)
      ?? .notNegative("shrink", shrink)
    {
      return fault
    }
    switch pace {
    case .first(let first, let growth):
      return .period("first", first) ?? .within(1...1e6, "growth", growth)
    case .cycles(let count):
      return (1...1 << 53).contains(count)
        ? nil : ScheduleError("cycles", "between 1 and 2^53", received: String(count))
    }
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let cycles: GrowingCycles
    switch pace {
    case .first(let first, let growth):
      cycles = GrowingCycles(
        first: try window.period(of: first, named: "first"), growth: growth, end: window.length)
    case .cycles(let count):
      cycles = GrowingCycles(
        first: window.length / Double(count), growth: 1, end: window.length)
    }
    return RestartingCosine(
      from: from, to: to, cycles: cycles, shrink: shrink, shrinking: shrinking)
  }
}

extension CosineRestartsShape {
  init(arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    from = try arguments.required("from")
    to = try arguments.required("to")
    if arguments.has("cycles") {
      for other in ["first", "growth"] where arguments.has(other) {
        throw arguments.error(
          for: "cosineRestarts", "given first and growth, or cycles",
          received: "cycles and \(other)")
      }
      pace = .cycles(try arguments.required("cycles"))
    } else {
      pace = .first(
        try arguments.required("first"), growth: try arguments.value("growth", default: 1))
    }
    shrink = try arguments.value("shrink", default: 1)
    shrinking = try arguments.value("shrinking", default: .height)
  }
}
