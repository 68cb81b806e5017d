#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The arithmetic of decades that ticks and logarithmic axes need.
package enum PowersOfTen {
  /// `log10(value)` for a positive value.
  package static func logarithm(_ value: Double) -> Double { log10(value) }

  /// `10^exponent` for any exponent.
  package static func raised(_ exponent: Double) -> Double { pow(10, exponent) }

  /// The largest `e` with `10^e <= value`, exact at the powers of ten themselves.
  ///
  /// - Precondition: `value` is positive and finite.
  package static func exponent(of value: Double) -> Int {
    precondition(value > 0 && value.isFinite, "value must be positive; received \(value)")
    var exponent = Int(logarithm(value).rounded(.down))
    if power(exponent) > value { exponent -= 1 }
    if power(exponent + 1) <= value { exponent += 1 }
    return exponent
  }

  /// The double nearest to `10^exponent`; zero or infinity outside the range of doubles.
  package static func power(_ exponent: Int) -> Double {
    // Reading a literal rounds correctly; repeated multiplication would not.
    Double("1e\(exponent)") ?? (exponent < 0 ? 0 : .infinity)
  }

  /// The double nearest to `count · 10^exponent`, free of the error of `count * 0.1`.
  package static func multiple(_ count: Int, ofPower exponent: Int) -> Double {
    Double("\(count)e\(exponent)") ?? Double(count) * power(exponent)
  }
}
