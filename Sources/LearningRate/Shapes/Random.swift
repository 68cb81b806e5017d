public import Notation
import RealModule

/// The axis on which ``Schedule/random(low:high:seed:every:scale:)`` is uniform.
public enum RandomScale: String, Hashable, Sendable, CaseIterable, NotationValue {
  /// Every difference is as likely as any other.
  case linear
  /// Every ratio is as likely as any other; both bounds must be positive.
  case log
}

extension Schedule {
  /// A random value for each period, always the same for the same seed and step.
  ///
  /// ```
  /// value(t) = low + (high − low) · u        u = output number ⌊t / every⌋ of SplitMix64(seed),
  ///          = low · (high / low)^u              over 2⁶⁴, with the scale log
  /// ```
  ///
  /// where `t` and `every` are in steps and outputs count from zero. Every value lies in `low ...
  /// high`. It is a pure function of seed and step: a run that resumes goes on as if it had never
  /// stopped. Past the end of its window it holds.
  ///
  /// It is a baseline to search against, not a way to train.
  ///
  /// Source of the generator: Steele, Lea & Flood, *Fast Splittable Pseudorandom Number
  /// Generators*, 2014 (<https://doi.org/10.1145/2714064.2660195>).
  ///
  /// - Precondition: The bounds are finite, at most 1e100 in size, `low` at most `high`, and positive
  ///   with the scale `log`; `every` is positive; the seed is at most 2⁵³ in size.
  public static func random(
    low: Double, high: Double, seed: Int, every: Length = 1, scale: RandomScale = .linear
  ) -> Schedule {
    Schedule(RandomShape(low: low, high: high, seed: seed, every: every, scale: scale))
  }
}

/// The shape `random`.
struct RandomShape: ScheduleShape {
  var low = 0.0
  var high = 1.0
  var seed = 0
  var every: Length = 1
  var scale = RandomScale.linear

  static let word = NotationWord(
    "random", summary: "Draws a value for each period, the same for the same seed.",
    formula: """
      low + (high − low) · u, u uniform in 0 ..< 1, by SplitMix64 from seed and ⌊t / every⌋
      low · (high / low)^u with the scale log
      """,
    example: "random(low: 1e-5, high: 0.1, seed: 7, every: 1%, scale: log)")

  static var parameters: NotationParameters<RandomShape> {
    [
      .required("low", \.low, .value), .required("high", \.high, .value),
      .required("seed", \.seed, .seed), .optional("every", \.every, .period),
      .optional("scale", \.scale, .cases),
    ]
  }

  var conflict: ScheduleError? {
    if scale == .log, low < 1e-100 {
      return ScheduleError(
        "low", "at least 1e-100 with the scale log", received: low.notationText)
    }
    return low <= high
      ? nil
      : ScheduleError("high", "at least low, \(low.notationText)", received: high.notationText)
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Draws(
      low: low, high: high, scale: scale, noise: CounterNoise(seed: seed),
      period: try window.period(of: every, named: "every"), end: window.length)
  }
}

/// A draw for each period, held from `end` on.
private struct Draws: ClosedForm {
  let low: Double
  let high: Double
  let scale: RandomScale
  let noise: CounterNoise
  let period: Double
  let end: Double

  var bound: Double { max(low.magnitude, high.magnitude) }

  func value(at time: Double) -> Double {
    let fraction = noise.uniform(at: wholePeriods(at: min(time, end), period: period))
    switch scale {
    case .linear: return blend(low, high, fraction)
    case .log: return min(max(low * Double.pow(high / low, fraction), low), high)
    }
  }

  func formula(at time: Formula) -> Formula? {
    let count = wholePeriods(at: end, period: period)
    guard count < Formula.longestTable else { return nil }
    let values = (0...Int(count)).map { value(at: Double($0) * period) }
    return .pick(values, .wholePeriods(at: .min(time, end), period: period))
  }
}
