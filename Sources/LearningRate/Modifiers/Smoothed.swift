import Notation
import RealModule

extension Schedule {
  /// Takes the exponential moving average of this schedule, which is late and has no jumps.
  ///
  /// ```
  /// smooth(0) = this schedule at 0
  /// smooth(t) = r + momentum · (smooth(t − 1) − r)     r = this schedule at t
  /// ```
  ///
  /// A schedule needs no history, so each value sums the steps before it again, back to where
  /// `momentumᵏ` is below 2⁻⁵³ and no longer counts: 350 steps for a momentum of 0.9, 3,700 for 0.99.
  /// So it is much slower than every other form. Past the end of its window it holds.
  ///
  /// - Precondition: The momentum is at least 0 and below 1, and small enough to sum at most a million
  ///   values for each step, together with any other smoothing inside.
  public func smoothed(momentum: Double) -> Schedule {
    Schedule(SmoothedModifier(receiver: self, momentum: momentum))
  }
}

/// The modifier `smoothed`.
struct SmoothedModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var momentum = 0.0

  private static let mostTerms = 1e6

  static let word = NotationWord(
    "smoothed", summary: "Takes the exponential moving average of the schedule.",
    formula: "r + momentum · (the value before − r), r being the schedule at t",
    example: "step(from: 0.1, gamma: 0.1, every: 30%).smoothed(momentum: 0.9)")

  static var parameters: NotationParameters<SmoothedModifier> {
    [.required("momentum", \.momentum, .belowOne)]
  }

  var conflict: ScheduleError? {
    guard horizon * Self.terms(of: receiver) > Self.mostTerms else { return nil }
    return ScheduleError(
      "momentum", "small enough to sum at most a million values for a step",
      received: momentum.notationText)
  }

  /// How many steps back still count: the least `k` with `momentumᵏ < 2⁻⁵³`.
  private var horizon: Double {
    momentum == 0 ? 1 : (-53 * Double.log(2) / Double.log(momentum)).rounded(.down) + 1
  }

  /// How many values a schedule sums for one of its own.
  private static func terms(of schedule: Schedule) -> Double {
    let own = (schedule.form as? SmoothedModifier)?.horizon ?? 1
    return own * (schedule.form.parts.lazy.map(terms).max() ?? 1)
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Average(
      momentum: momentum, horizon: horizon, end: window.length,
      inner: try receiver.closedForm(in: window))
  }
}

/// A moving average, taken from `horizon` steps before, held from `end` on.
private struct Average: ClosedForm {
  let momentum: Double
  let horizon: Double
  let end: Double
  let inner: any ClosedForm

  var bound: Double { inner.bound }

  func value(at time: Double) -> Double {
    let time = min(time, end)
    var back = min(time.rounded(.down), horizon)
    var smooth = inner.value(at: time - back)
    // as many at once as fit the stack
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 64) { buffer in
      while back > 0 {
        let portion = UnsafeMutableBufferPointer(rebasing: buffer[..<Int(min(back, 64))])
        for index in portion.indices {
          back -= 1
          portion.initializeElement(at: index, to: time - back)
        }
        inner.evaluate(inPlace: portion)
        for value in portion { smooth = blend(value, smooth, momentum) }
      }
    }
    return smooth
  }
}
