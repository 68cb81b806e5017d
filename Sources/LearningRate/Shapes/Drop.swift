import Notation

extension Schedule {
  /// A staircase of equal drops, down to a floor.
  ///
  /// ```
  /// value(t) = max(from − by · ⌊t / every⌋, to)
  /// ```
  ///
  /// where `t` and `every` are in steps. The first drop is at the step `every`; a fractional length
  /// drops at the first step at or past each multiple. Once at `to` it stays there exactly; past the
  /// end of its window it holds.
  ///
  /// For a rate that falls over orders of magnitude use ``step(from:gamma:every:)``.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size, `to` at most `from`; `by` is not
  ///   negative; `every` is positive.
  public static func drop(from: Double, by: Double, every: Length, to: Double = 0) -> Schedule {
    Schedule(DropShape(from: from, by: by, every: every, to: to))
  }
}

/// The shape `drop`.
struct DropShape: ScheduleShape {
  var from = 1.0
  var by = 0.0
  var every: Length = 1
  var to = 0.0

  static let word = NotationWord(
    "drop", summary: "Subtracts the same amount at regular steps, down to a floor.",
    formula: "max(from − by · ⌊t / every⌋, to)",
    example: "drop(from: 0.1, by: 0.02, every: 10%, to: 0.01)")

  static var parameters: NotationParameters<DropShape> {
    [
      .required("from", \.from, .value), .required("by", \.by, .notNegative),
      .required("every", \.every, .period), .optional("to", \.to, .value),
    ]
  }

  var conflict: ScheduleError? {
    to <= from
      ? nil
      : ScheduleError("to", "at most from, \(from.notationText)", received: to.notationText)
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Drops(
      from: from, by: by, period: try window.period(of: every, named: "every"), to: to,
      end: window.length)
  }
}

/// Equal drops at equal distances, held from `end` on.
private struct Drops: ClosedForm {
  let from: Double
  let by: Double
  let period: Double
  let to: Double
  let end: Double

  var turns: [Double]? { [] }

  var bound: Double { max(from.magnitude, to.magnitude) }

  func value(at time: Double) -> Double {
    max(from - by * wholePeriods(at: min(time, end), period: period), to)
  }

  func formula(at time: Formula) -> Formula? {
    return .max(from - by * .wholePeriods(at: .min(time, end), period: period), to)
  }
}
