import Notation
import RealModule

extension Schedule {
  /// A staircase: multiplies the value by a factor at the end of every period.
  ///
  /// ```
  /// value(t) = from · gamma^⌊t / every⌋
  /// ```
  ///
  /// where `t` and `every` are in steps. The first drop is at the step `every`; a fractional length
  /// drops at the first step at or past each multiple. Past the end of its window it holds.
  ///
  /// It is not for a short budget, where smooth schedules do better, nor where drops have to be tuned
  /// for each length of run: ``cosine(from:to:over:)`` has nothing to tune.
  ///
  /// Source: Krizhevsky, Sutskever & Hinton, *ImageNet Classification*, 2012, § 5, divide by 10 when
  /// the validation error stops falling; at regular steps it is PyTorch's `StepLR`, whose boundaries
  /// are these.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `gamma` and `every` are positive.
  public static func step(from: Double, gamma: Double, every: Length) -> Schedule {
    Schedule(StepShape(from: from, gamma: gamma, every: every))
  }
}

/// The shape `step`.
struct StepShape: ScheduleShape {
  var from = 1.0
  var gamma = 1.0
  var every: Length = 1

  static let word = NotationWord(
    "step", summary: "Multiplies the value by a factor at regular steps.",
    formula: "from · gamma^⌊t / every⌋", example: "step(from: 0.1, gamma: 0.1, every: 30ep)")

  static var parameters: NotationParameters<StepShape> {
    [
      .required("from", \.from, .value), .required("gamma", \.gamma, .factor),
      .required("every", \.every, .period),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let period = try window.period(of: every, named: "every")
    let form = Staircase(from: from, gamma: gamma, period: period, end: window.length)
    guard form.value(at: window.length).isFinite else {
      throw ScheduleError(
        "gamma", "small enough to stay finite over \(window.length.notationText) steps",
        received: gamma.notationText)
    }
    return form
  }
}

/// `from · gamma^⌊t / period⌋`, held from `end` on.
private struct Staircase: ClosedForm {
  let from: Double
  let gamma: Double
  let period: Double
  let end: Double

  /// Each drop multiplies by the same factor, so it only falls, or only rises; a negative one turns it.
  var turns: [Double]? { gamma >= 0 ? [] : nil }

  var bound: Double { max(from.magnitude, value(at: end).magnitude) }

  func value(at time: Double) -> Double { level(after: drops(at: time)) }

  /// Most times lie on the level of the one before.
  func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>) {
    var (count, level) = (0.0, from)
    times.replaceEach { time in
      let drops = drops(at: time)
      if drops != count { (count, level) = (drops, self.level(after: drops)) }
      return level
    }
  }

  private func drops(at time: Double) -> Double {
    wholePeriods(at: min(time, end), period: period)
  }

  private func level(after drops: Double) -> Double { from * Double.pow(gamma, drops) }

  func formula(at time: Formula) -> Formula? {
    return from * .pow(gamma, .wholePeriods(at: .min(time, end), period: period))
  }
}
