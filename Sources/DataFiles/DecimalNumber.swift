/// Reads finite decimal numbers from bytes, without regard to the locale.
///
/// A number is `[+-] digits [. digits] [e [+-] digits]`, with at least one digit before the
/// exponent; spaces around it are ignored. `nan`, `inf` and hexadecimal are not numbers of a data
/// file, and neither are numbers that overflow a double.
///
/// Up to 15 significant digits with a small power of ten are exact in two rounding-free steps and
/// one correctly rounded one (W. Clinger, *How to read floating point numbers accurately*, 1990);
/// all other numbers are parsed by the standard library.
package enum DecimalNumber {
  /// Powers of ten that a double holds exactly.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The number in `range`, or nil if it is not one; `point` is the decimal mark.
  package static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, point: UInt8 = UInt8(ascii: ".")
  ) -> Double? {
    var (offset, end) = (range.lowerBound, range.upperBound)
    while offset < end, bytes[offset] == 0x20 { offset += 1 }
    while offset < end, bytes[end - 1] == 0x20 { end -= 1 }
    let start = offset
    guard offset < end else { return nil }
    let isNegative = bytes[offset] == UInt8(ascii: "-")
    if isNegative || bytes[offset] == UInt8(ascii: "+") { offset += 1 }

    var (mantissa, digits, scale) = (0 as UInt64, 0, 0)
    var seenPoint = false
    while offset < end {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      if digit < 10 {
        if digits < 18 { mantissa = mantissa &* 10 &+ UInt64(digit) }
        digits += 1
        if seenPoint { scale -= 1 }
      } else if bytes[offset] == point, !seenPoint {
        seenPoint = true
      } else {
        break
      }
      offset += 1
    }
    guard digits > 0 else { return nil }
    if offset < end {
      guard let exponent = exponent(bytes, offset, end) else { return nil }
      scale += exponent
    }
    guard digits <= 18, mantissa <= 1 << 53, abs(scale) <= 22 else {
      return standardLibraryNumber(bytes, start..<end, point)
    }
    let magnitude =
      scale < 0 ? Double(mantissa) / powers[-scale] : Double(mantissa) * powers[scale]
    return isNegative ? -magnitude : magnitude
  }

  /// The exponent written from `start` to `end`, cut off at a size that no double reaches.
  private static func exponent(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    var offset = start
    guard bytes[offset] | 0x20 == UInt8(ascii: "e") else { return nil }
    offset += 1
    guard offset < end else { return nil }
    let isNegative = bytes[offset] == UInt8(ascii: "-")
    if isNegative || bytes[offset] == UInt8(ascii: "+") { offset += 1 }
    guard offset < end else { return nil }
    var exponent = 0
    while offset < end {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      exponent = min(exponent * 10 + Int(digit), 1_000_000)
      offset += 1
    }
    return isNegative ? -exponent : exponent
  }

  private static func standardLibraryNumber(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ point: UInt8
  ) -> Double? {
    let text = String(
      decoding: bytes[range].lazy.map { $0 == point ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
