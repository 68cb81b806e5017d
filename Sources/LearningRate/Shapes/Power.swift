import Notation
import RealModule

extension Schedule {
  /// Decays as a power of time: for a run without a known end.
  ///
  /// ```
  /// value(t) = from · (1 + t / timescale)^(−power)
  /// ```
  ///
  /// where `t` and `timescale` are in steps. `value(0) == from`; past the end of its window it holds.
  /// A power of ½ is ``inverseSquareRoot(from:timescale:)``, and of 1 ``inverseTime(from:decay:every:)``.
  ///
  /// If the end is known, a schedule that reaches zero there does better: end it with
  /// ``cooldown(_:at:to:shape:)``.
  ///
  /// Source: Shen et al., *Power Scheduler*, 2024 (<https://arxiv.org/abs/2408.13359>), in the form of
  /// timm's `stable_fn='power'`; the paper's depends on batch size and counts tokens.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `timescale` is positive; `power` is not
  ///   negative.
  public static func power(from: Double, timescale: Length, power: Double) -> Schedule {
    Schedule(PowerShape(from: from, timescale: timescale, power: power))
  }
}

/// The shape `power`.
struct PowerShape: ScheduleShape {
  var from = 1.0
  var timescale: Length = 1
  var power = 0.0

  static let word = NotationWord(
    "power", summary: "Decays as a power of time.", formula: "from · (1 + t / timescale)^(−power)",
    example: "power(from: 1e-3, timescale: 1000, power: 0.51)")

  static var parameters: NotationParameters<PowerShape> {
    [
      .required("from", \.from, .value), .required("timescale", \.timescale, .period),
      .required("power", \.power, .notNegative),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    PowerOfTime(
      from: from, timescale: try window.period(of: timescale, named: "timescale"), power: power,
      end: window.length)
  }
}

/// `from · (1 + t / timescale)^(−power)`, held from `end` on.
private struct PowerOfTime: ClosedForm {
  let from: Double
  let timescale: Double
  let power: Double
  let end: Double

  var turns: [Double]? { [] }

  var bound: Double { from.magnitude }

  func value(at time: Double) -> Double {
    from * Double.pow(1 + min(time, end) / timescale, -power)
  }

  func formula(at time: Formula) -> Formula? {
    return from * .pow(1 + .min(time, end) / timescale, -power)
  }
}
