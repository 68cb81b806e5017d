/// A number for people: short, and readable back by the notation.
///
/// | value | text |
/// | --- | --- |
/// | 0.0021, 0.5, 12.345 | `0.0021`, `0.5`, `12.3` |
/// | 12345.6 | `12346` |
/// | 0.0003, 0.00021049, 1_234_567 | `3e-4`, `2.1e-4`, `1.23e6` |
/// | 0, -0.5 | `0`, `-0.5` |
/// | not a number, ±infinity | `nan`, `inf`, `-inf` |
///
/// Magnitudes in [1e-3, 1e5) are written as plain decimals, others as `d.de±x`. Both have at most
/// `digits` significant digits and no padding zeros; the whole part of a plain number is never
/// rounded away.
///
/// - Precondition: `digits` is positive.
public func compact(_ value: Double, digits: Int = 3) -> String {
  precondition(digits > 0, "digits must be positive; received \(digits)")
  guard let sign = sign(of: value) else { return special(value) }
  let exact = DecimalDigits(value)
  let isShort = exact.exponent < 5
  let rounded = exact.rounded(significant: isShort ? max(digits, exact.exponent + 1) : digits)
  let isPlain = -3..<5 ~= rounded.exponent
  return sign + (isPlain ? rounded.plain() : rounded.scientific())
}

/// A number with exactly `decimals` digits after the point: `0.50`.
///
/// Halves are rounded away from zero. A value that rounds to zero has no sign.
///
/// - Precondition: `decimals` is not negative.
public func fixed(_ value: Double, decimals: Int) -> String {
  precondition(decimals >= 0, "decimals must not be negative; received \(decimals)")
  guard let sign = sign(of: value) else { return special(value) }
  let exact = DecimalDigits(value)
  let rounded = exact.rounded(significant: exact.exponent + 1 + decimals)
  return (rounded.digits.isEmpty ? "" : sign) + rounded.plain(decimals: decimals)
}

/// A large count with a suffix: `950`, `1.5k`, `10k`, `2.5M`, `3G`, `1T`.
///
/// Below a thousand, and from 10¹⁵ on, the number is written as ``compact(_:digits:)`` writes it.
///
/// - Precondition: `digits` is positive.
public func abbreviated(_ value: Double, digits: Int = 3) -> String {
  guard let sign = sign(of: value) else { return special(value) }
  let rounded = DecimalDigits(value).rounded(significant: max(digits, 1))
  let suffixes = ["", "k", "M", "G", "T"]
  let thousands = rounded.exponent < 0 ? 0 : rounded.exponent / 3
  guard thousands > 0, thousands < suffixes.count else { return compact(value, digits: digits) }
  return sign + rounded.dividedByThousand(thousands).plain() + suffixes[thousands]
}

/// A number as `d.de±x` with at most `digits` significant digits, whatever its size: `1e-3`.
package func scientific(_ value: Double, digits: Int) -> String {
  guard let sign = sign(of: value) else { return special(value) }
  return sign + DecimalDigits(value).rounded(significant: digits).scientific()
}

/// The sign to print before the magnitude, or nil where there is no magnitude to print.
private func sign(of value: Double) -> String? {
  guard value.isFinite else { return nil }
  return value < 0 ? "-" : ""
}

private func special(_ value: Double) -> String {
  value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
}
