import Notation

extension Schedule {
  /// Decays as the inverse of time.
  ///
  /// ```
  /// value(t) = from / (1 + decay · t / every)
  /// ```
  ///
  /// where `t` and `every` are in steps. `value(0) == from`; it halves at `t = every / decay`; past
  /// the end of its window it holds.
  ///
  /// It is not for a run of fixed length: it has no end, and falls most where a run is worth most.
  ///
  /// Source: the rates that Robbins & Monro, *A Stochastic Approximation Method*, 1951, ask for are of this
  /// form: their sum has no bound and the sum of their squares has one.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `decay` is not negative; `every` is
  ///   positive.
  public static func inverseTime(from: Double, decay: Double, every: Length = 1) -> Schedule {
    Schedule(InverseTimeShape(from: from, decay: decay, every: every))
  }
}

/// The shape `inverseTime`.
struct InverseTimeShape: ScheduleShape {
  let from: Double
  let decay: Double
  let every: Length

  static var word: ScheduleWord {
    ScheduleWord(
      name: "inverseTime",
      signature: "inverseTime(from: value, decay: number, every: length = 1)",
      formula: "from / (1 + decay · t / every)",
      summary: "Decays as the inverse of time, ever more slowly.",
      example: "inverseTime(from: 0.1, decay: 0.5, every: 10%)")
  }

  var arguments: [NotationArgument] {
    [NotationArgument("from", from), NotationArgument("decay", decay)]
      + (every == 1 ? [] : [NotationArgument("every", every)])
  }

  var fault: ScheduleError? {
    .value("from", from) ?? .notNegative("decay", decay) ?? .period("every", every)
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Hyperbola(
      from: from, slope: decay / (try window.period(of: every, named: "every")),
      end: window.length)
  }
}

extension InverseTimeShape {
  init(arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    from = try arguments.required("from")
    decay = try arguments.required("decay")
    every = try arguments.value("every", default: 1)
  }
}

/// `from / (1 + slope · t)`, held from `end` on.
private struct Hyperbola: ClosedForm {
  let from: Double
  let slope: Double
  let end: Double

  var turns: [Double]? { [] }

  var bound: Double { from.magnitude }

  func value(at time: Double) -> Double { from / (1 + slope * min(time, end)) }

  func formula(at time: Formula) -> Formula? {
    return from / (1 + slope * .min(time, end))
  }
}
