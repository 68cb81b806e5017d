import Notation
import RealModule

extension Schedule {
  /// Decays as the inverse square root of time: for a run without a known end.
  ///
  /// ```
  /// value(t) = from · √(timescale / (t + timescale))
  /// ```
  ///
  /// where `t` and `timescale` are in steps. `value(0) == from`; it halves at `t = 3 · timescale`. Past
  /// the end of its window it holds.
  ///
  /// If the end is known, a schedule that reaches zero there does better: end it with
  /// ``cooldown(_:at:to:shape:)``.
  ///
  /// Source: Zhai et al., *Scaling Vision Transformers*, 2021, § 3.5 (<https://arxiv.org/abs/2106.04560>).
  /// The `inverse_sqrt` of Hugging Face is this after a warmup of `timescale` steps.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `timescale` is positive.
  public static func inverseSquareRoot(from: Double, timescale: Length) -> Schedule {
    Schedule(InverseSquareRootShape(from: from, timescale: timescale))
  }
}

/// The shape `inverseSquareRoot`.
struct InverseSquareRootShape: ScheduleShape {
  var from = 1.0
  var timescale: Length = 1

  static let word = NotationWord(
    "inverseSquareRoot", summary: "Decays as the inverse square root of time.",
    formula: "from · √(timescale / (t + timescale))",
    example: "inverseSquareRoot(from: 1e-3, timescale: 1000)")

  static var parameters: NotationParameters<InverseSquareRootShape> {
    [.required("from", \.from, .value), .required("timescale", \.timescale, .period)]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    InverseRoot(
      from: from, timescale: try window.period(of: timescale, named: "timescale"),
      end: window.length)
  }
}

/// `from · √(timescale / (t + timescale))`, held from `end` on.
private struct InverseRoot: ClosedForm {
  let from: Double
  let timescale: Double
  let end: Double

  var turns: [Double]? { [] }

  var bound: Double { from.magnitude }

  func value(at time: Double) -> Double {
    from * (timescale / (min(time, end) + timescale)).squareRoot()
  }

  func formula(at time: Formula) -> Formula? {
    return from * .sqrt(timescale / (.min(time, end) + timescale))
  }
}
