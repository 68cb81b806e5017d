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
  /// It is not for a run of fixed length: it has no end value, and falls most at the beginning.
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
  var from = 1.0
  var decay = 0.0
  var every: Length = 1

  static let word = NotationWord(
    "inverseTime", summary: "Decays as the inverse of time, ever more slowly.",
    formula: "from / (1 + decay · t / every)",
    example: "inverseTime(from: 0.1, decay: 0.5, every: 10%)")

  static var parameters: NotationParameters<InverseTimeShape> {
    [
      .required("from", \.from, .value), .required("decay", \.decay, .notNegative),
      .optional("every", \.every, .period),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Hyperbola(
      from: from, slope: decay / (try window.period(of: every, named: "every")),
      end: window.length)
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
