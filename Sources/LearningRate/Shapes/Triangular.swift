import Notation
import RealModule

extension Schedule {
  /// Up and down along straight lines, again and again.
  ///
  /// ```
  /// value(t) = low + (high − low) · triangle · shrinkᶜ · gammaᵗ     c = ⌊t / (up + down)⌋
  /// ```
  ///
  /// where `triangle` goes from 0 to 1 over `up` steps and back to 0 over `down`, which is `up` if it is
  /// left out. `value(0) == low`; the first peak, `high` with a gamma of 1, is at the step `up`. Either
  /// length may be zero, which makes a sawtooth. Past the end of its window it holds.
  ///
  /// It needs a range that is found beforehand, and with a fixed budget ends too high: see
  /// ``oneCycle(peak:over:warmup:divisor:finalDivisor:shape:phases:)``.
  ///
  /// Source: Smith, *Cyclical Learning Rates*, 2017, § 3 (<https://arxiv.org/abs/1506.01186>): a shrink of
  /// ½ is *triangular2*, a gamma below 1 *exp_range*. Momentum is not cycled.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; the lengths are not negative and
  ///   not both zero; the factors are positive.
  public static func triangular(
    low: Double, high: Double, up: Length, down: Length? = nil, shrink: Double = 1,
    gamma: Double = 1
  ) -> Schedule {
    Schedule(
      TriangularShape(low: low, high: high, up: up, down: down, shrink: shrink, gamma: gamma))
  }
}

/// The shape `triangular`.
struct TriangularShape: ScheduleShape {
  var low = 0.0
  var high = 1.0
  var up: Length = 1
  var down: Length?
  var shrink = 1.0
  var gamma = 1.0

  static let word = NotationWord(
    "triangular", summary: "Goes up and down along straight lines, again and again.",
    formula: "low + (high − low) · triangle · shrink^⌊t / (up + down)⌋ · gamma^t",
    example: "triangular(low: 1e-4, high: 0.01, up: 5%, shrink: 0.5)")

  static var parameters: NotationParameters<TriangularShape> {
    [
      .required("low", \.low, .value), .required("high", \.high, .value),
      .required("up", \.up, .length), .optional("down", \.down, .length, otherwise: "up"),
      .optional("shrink", \.shrink, .factor), .optional("gamma", \.gamma, .factor),
    ]
  }

  var conflict: ScheduleError? {
    guard up.amount < 1e-100, (down ?? up).amount < 1e-100 else { return nil }
    return ScheduleError("up", "positive unless down is", received: "\(up)")
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let up = try window.period(of: up, named: "up")
    return Triangles(
      low: low, high: high, up: up,
      down: try down.map { try window.period(of: $0, named: "down") } ?? up, shrink: shrink,
      gamma: gamma, end: window.length)
  }
}

/// Triangles in a row, held from `end` on.
private struct Triangles: ClosedForm {
  let low: Double
  let high: Double
  let up: Double
  let down: Double
  let shrink: Double
  let gamma: Double
  let end: Double

  /// Both factors are largest at the start or at the end.
  var bound: Double {
    let cycles = (end / (up + down)).rounded(.up)
    let factor = max(1, Double.pow(shrink, cycles)) * max(1, Double.pow(gamma, end))
    return low.magnitude + (high - low).magnitude * factor
  }

  func value(at time: Double) -> Double {
    let time = min(time, end)
    let cycle = wholePeriods(at: time, period: up + down)
    let passed = max(time - cycle * (up + down), 0)
    let height = passed < up ? passed / up : max(1 - (passed - up) / down, 0)
    var scaled = down > 0 || passed < up ? height : 0
    if shrink != 1 { scaled *= Double.pow(shrink, cycle) }
    if gamma != 1 { scaled *= Double.pow(gamma, time) }
    return scaled == 1 ? high : low + (high - low) * scaled
  }

  func formula(at time: Formula) -> Formula? {
    let period = up + down
    let time = Formula.min(time, end)
    let cycle = Formula.wholePeriods(at: time, period: period)
    let passed = Formula.max(time - period * cycle, 0)
    let fall = down > 0 ? Formula.max(1 - .max(passed - up, 0) / down, 0) : 0.0
    var height = Formula.before(up, passed, passed / up, else: fall)
    if shrink == 0 { height = .before(1, cycle, height, else: 0.0) }
    if shrink > 0 { height = height * .pow(shrink, cycle) }
    if gamma != 1 { height = height * .pow(gamma, time) }
    return .blend(low, high, height)
  }
}
