import Notation
import RealModule

extension Schedule {
  /// A polynomial that jumps up each time it has reached its end, and then comes down more slowly.
  ///
  /// ```
  /// value(t) = to + (from − to) · (1 − t / L)^power     L = first · max(1, ⌈t / first⌉)
  /// ```
  ///
  /// where `t` and `first` are in steps. `value(0) == from`; at each multiple of `first` the value is
  /// `to` exactly, and the next step jumps up, less high each time: to about `1 / (n + 1)` of the
  /// way after `n` cycles with a power of 1. Past the end of its window it holds.
  ///
  /// It is here to reproduce its source. For cycles that start again at the same height use
  /// ``cosineRestarts(from:to:first:growth:shrink:shrinking:)`` or ``repeated(every:)``.
  ///
  /// Source: Keras, `PolynomialDecay(cycle=True)`.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; `first` and the power are positive.
  public static func polynomialCycles(
    from: Double, to: Double, first: Length, power: Double
  ) -> Schedule {
    Schedule(PolynomialCyclesShape(from: from, to: to, first: first, power: power))
  }
}

/// The shape `polynomialCycles`.
struct PolynomialCyclesShape: ScheduleShape {
  var from = 1.0
  var to = 0.0
  var first: Length = 1
  var power = 1.0

  static let word = NotationWord(
    "polynomialCycles",
    summary: "Comes down again and again, each time from a lower start and more slowly.",
    formula: "to + (from − to) · (1 − t / L)^power, L = first · max(1, ⌈t / first⌉)",
    example: "polynomialCycles(from: 0.1, to: 1e-3, first: 20%, power: 1)")

  static var parameters: NotationParameters<PolynomialCyclesShape> {
    [
      .required("from", \.from, .value), .required("to", \.to, .value),
      .required("first", \.first, .period), .required("power", \.power, .positive),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Cycles(
      from: from, to: to, first: try window.period(of: first, named: "first"), power: power,
      end: window.length)
  }
}

/// A polynomial whose length grows by `first` whenever time reaches it.
private struct Cycles: ClosedForm {
  let from: Double
  let to: Double
  let first: Double
  let power: Double
  let end: Double

  var bound: Double { max(from.magnitude, to.magnitude) }

  func value(at time: Double) -> Double {
    let count = min(time, end) / first
    guard count > 0 else { return from }
    guard nearWhole(count).map({ $0 == 0 }) ?? true else { return to }
    let cycles = count.rounded(.up)
    return blend(to, from, Double.pow((cycles - count) / cycles, power))
  }

  func formula(at time: Formula) -> Formula? {
    let time = Formula.min(time, end)
    // ⌈x⌉ is ⌊x⌋ and one more, but at the multiples
    let isWhole = time.isWhole && first.rounded() == first
    let early = min(isWhole ? 0.75 : 1e-6, first / 2)
    let cycles = 1 + .wholePeriods(at: .max(time - early, 0), period: first)
    let turn = first * cycles
    let rest = Formula.max(turn - time, 0) / turn
    return .blend(to, from, .pow(rest, power))
  }
}
