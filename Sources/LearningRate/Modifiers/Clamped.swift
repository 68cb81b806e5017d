import Notation

extension Schedule {
  /// Keeps every value within a range.
  ///
  /// ```
  /// value(t) = min(max(this schedule at t, lower), upper)
  /// ```
  ///
  /// A value within the range is left as it is. Past the end of its window it holds.
  ///
  /// A decay that reaches the lower bound is flat from there on: for a decay over the whole length,
  /// give the bound as the shape's own end, `to`. The bounds are rates, not factors.
  ///
  /// - Precondition: The bounds are finite, at most 1e100 in size.
  public func clamped(_ range: ClosedRange<Double>) -> Schedule {
    Schedule(ClampedModifier(receiver: self, range: range))
  }
}

/// The modifier `clamped`.
struct ClampedModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var range = 0.0...1.0

  static let word = NotationWord(
    "clamped", summary: "Keeps every value within a range.",
    formula: "min(max(the schedule at t, lower), upper)",
    example: "inverseTime(from: 0.1, decay: 0.01).clamped(1e-3 ... 0.1)")

  static var parameters: NotationParameters<ClampedModifier> {
    [
      .unlabelled("range", \.range, .values, shown: "lower ... upper")
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Bounded(range: range, inner: try receiver.closedForm(in: window))
  }
}

/// A form kept within a range.
private struct Bounded: ClosedForm {
  let range: ClosedRange<Double>
  let inner: any ClosedForm

  var bound: Double { max(range.lowerBound.magnitude, range.upperBound.magnitude) }

  func value(at time: Double) -> Double { bounded(inner.value(at: time)) }

  func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>) {
    inner.evaluate(inPlace: times)
    times.replaceEach(bounded)
  }

  private func bounded(_ value: Double) -> Double {
    min(max(value, range.lowerBound), range.upperBound)
  }

  func formula(at time: Formula) -> Formula? {
    return inner.formula(at: time).map { .min(.max($0, range.lowerBound), range.upperBound) }
  }
}

extension Domain<ClosedRange<Double>> {
  /// A range of values of a curve.
  fileprivate static var values: Domain {
    Domain("range") { name, range in
      let value = Domain<Double>.value
      return value.fault(name, range.lowerBound) ?? value.fault(name, range.upperBound)
    }
  }
}
