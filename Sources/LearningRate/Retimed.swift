/// A form that evaluates another one at a changed time.
protocol Retimed: ClosedForm {
  var inner: any ClosedForm { get }

  /// The time on the inner form's clock.
  func innerTime(at time: Double) -> Double
}

extension Retimed {
  var bound: Double { inner.bound }

  func value(at time: Double) -> Double { inner.value(at: innerTime(at: time)) }

  func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>) {
    times.replaceEach { innerTime(at: $0) }
    inner.evaluate(inPlace: times)
  }
}
