/// A function of time that needs no history: what a schedule becomes when its lengths are known.
///
/// Time is in steps on the form's own clock, starts at zero, and may be fractional. A form has a value
/// at every time from zero on, which does not depend on earlier calls; past its end it holds its last
/// value. Evaluating it allocates nothing.
///
/// A custom form needs only ``value(at:)``.
public protocol ClosedForm: Sendable {
  /// The value at `time`; the time is finite and not negative.
  func value(at time: Double) -> Double

  /// Replaces each of the times, which are in any order, with the value at it.
  ///
  /// The values are those of ``value(at:)``, bit for bit. A form that contains another one overrides
  /// this to evaluate that one for all times at once; for other forms the default loop is enough.
  func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>)

  /// A magnitude that no value exceeds. A schedule in which it is not finite is refused when it is
  /// resolved, so every value of a curve is finite.
  var bound: Double { get }

  /// The times at which it may turn or jump: between two of them, before the first and after the last
  /// it only rises or only falls. Nil if they are unknown or too many.
  var turns: [Double]? { get }

  /// The same function as arithmetic over the run's step, where `time` is a formula too and not
  /// negative; nil if there is none: the curve can then be exported only as a table.
  func formula(at time: Formula) -> Formula?
}

extension ClosedForm {
  /// Evaluates one value after another.
  @inlinable
  public func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>) {
    times.replaceEach { value(at: $0) }
  }

  /// 1e100, the largest value that a parameter may have.
  public var bound: Double { 1e100 }

  /// Nil: not known.
  public var turns: [Double]? { nil }

  /// None.
  public func formula(at time: Formula) -> Formula? { nil }
}

extension UnsafeMutableBufferPointer<Double> {
  @inlinable
  func replaceEach(_ transform: (Double) -> Double) {
    for index in indices { self[index] = transform(self[index]) }
  }
}
