/// A function of time that needs no history: what a schedule becomes when its lengths are known.
///
/// Time is in steps on the form's own clock, starts at zero, and may be fractional. A form answers
/// for every time from zero on, in any order, always the same; past its end it holds its last
/// value. It allocates nothing when it is asked.
///
/// A form of your own needs ``value(at:)`` only.
public protocol ClosedForm: Sendable {
  /// The value at `time`; the time is finite and not negative.
  func value(at time: Double) -> Double

  /// Replaces each of the times, which are in any order, with the value at it.
  ///
  /// The values are those of ``value(at:)``, bit for bit. A form with another inside overrides it to
  /// ask that one once for all of the times; for every other form the loop that is there will do.
  func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>)

  /// A size that no value exceeds, whatever the time. A schedule is refused when it is resolved if
  /// this is not finite, so that no curve ever leaves the numbers.
  var bound: Double { get }

  /// The times at which it may turn or jump: between two of them, before the first and after the last it
  /// only rises or only falls. Nil if they are not known or not few.
  var turns: [Double]? { get }

  /// The same function as arithmetic over the run's step, for a `time` that is a formula itself and
  /// not negative; nil if there is none, and then the curve can only be given as a table.
  func formula(at time: Formula) -> Formula?
}

extension ClosedForm {
  /// Asks for one value after another.
  @inlinable
  public func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>) {
    times.replaceEach { value(at: $0) }
  }

  /// 1e100, the largest value that a parameter may have.
  public var bound: Double { 1e100 }

  /// Not known.
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
