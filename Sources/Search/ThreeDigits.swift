internal import RealModule

extension Double {
  /// The number to three significant digits; a suggestion is much less accurate.
  ///
  /// - Precondition: it is positive and finite.
  package var threeDigits: Double {
    precondition(self > 0 && isFinite, "a rate must be positive and finite; received \(self)")
    let exponent = Int(Double.log10(self).rounded(.down)) - 2
    // Positive powers of ten are exact, so the result is the double nearest to three digits.
    return exponent < 0
      ? (self * Double.pow(10, -exponent)).rounded() / Double.pow(10, -exponent)
      : (self / Double.pow(10, exponent)).rounded() * Double.pow(10, exponent)
  }
}
