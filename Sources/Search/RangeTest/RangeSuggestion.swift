/// The rate that a range test suggests.
package struct RangeSuggestion: Hashable, Sendable {
  /// The test.
  package let test: RangeTest
  /// The step of the ramp from which the rate is taken.
  package let step: Int
  /// The rate, exactly as the package returns it; for fastai a number of 32 bits.
  package let rate: Double
  private let fall: ClosedRange<Double>?

  /// - Parameters:
  ///   - rate: that of the step.
  ///   - interval: an interval that was read off the curve.
  init(_ test: RangeTest, step: Int, rate: Double, interval: ClosedRange<Double>?) {
    (self.test, self.step, fall) = (test, step, interval)
    self.rate = test == .minimumTenth ? rate / 10 : rate
  }

  /// The rate to three digits, to train with.
  package var peak: Double { rate.threeDigits }

  /// For Smith's test the rates along which the loss fell; otherwise from a tenth to ten times the rate, a
  /// convention, since no interval was measured.
  package var interval: ClosedRange<Double> {
    guard let fall else { return (rate / 10).threeDigits...(rate * 10).threeDigits }
    return fall.lowerBound.threeDigits...fall.upperBound.threeDigits
  }

  /// Whether the interval was read off the curve.
  package var isIntervalRead: Bool { fall != nil }
}
