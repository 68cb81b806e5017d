internal import Foundation

/// A number as a log writes it, with how many digits it has.
struct NumberText {
  /// The number; nil if the text is none. NaN and the infinities are numbers.
  let value: Double?
  /// The digits from the first that is not zero to the last.
  let significant: Int
  /// The digits behind the point; nil if the number has an exponent.
  let decimals: Int?

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var place = 0
    var (isNegative, hasPoint, hasDigit) = (false, false, false)
    var mantissa: UInt64 = 0
    var (digits, behind, exponent) = (0, 0, 0)
    if place < bytes.count, bytes[place] == 43 || bytes[place] == 45 {
      isNegative = bytes[place] == 45
      place += 1
    }
    while place < bytes.count {
      let byte = bytes[place]
      if byte >= 48, byte <= 57 {
        hasDigit = true
        if digits > 0 || byte != 48 { digits += 1 }
        if digits <= 19 { mantissa = mantissa &* 10 &+ UInt64(byte - 48) }
        if hasPoint { behind += 1 }
      } else if byte == 46, !hasPoint {
        hasPoint = true
      } else {
        break
      }
      place += 1
    }
    guard hasDigit else {
      (value, significant, decimals) = (Self.special(bytes, from: place, isNegative), 0, nil)
      return
    }
    var hasExponent = false
    if place < bytes.count, bytes[place] | 32 == 101 {
      hasExponent = true
      place += 1
      var isSmall = false
      if place < bytes.count, bytes[place] == 43 || bytes[place] == 45 {
        isSmall = bytes[place] == 45
        place += 1
      }
      let start = place
      while place < bytes.count, bytes[place] >= 48, bytes[place] <= 57, place - start < 5 {
        exponent = exponent * 10 + Int(bytes[place] - 48)
        place += 1
      }
      if place == start { place = -1 }
      if isSmall { exponent = -exponent }
    }
    guard place == bytes.count else {
      (value, significant, decimals) = (nil, 0, nil)
      return
    }
    significant = digits
    decimals = hasExponent ? nil : behind
    let power = exponent - behind
    // both are exact in 64 bits, so their quotient or product is the nearest number
    if digits <= 15, (-22...22).contains(power) {
      let size =
        power < 0 ? Double(mantissa) / Self.powers[-power] : Double(mantissa) * Self.powers[power]
      value = isNegative ? -size : size
    } else {
      value = Double(String(decoding: bytes, as: UTF8.self))
    }
  }

  private static let powers: [Double] = (0...22).map { Double("1e\($0)") ?? 1 }

  private static func special(
    _ bytes: UnsafeBufferPointer<UInt8>, from place: Int, _ isNegative: Bool
  ) -> Double? {
    guard bytes.count - place <= 9 else { return nil }
    switch String(decoding: bytes[place...], as: UTF8.self).lowercased() {
    case "nan": return .nan
    case "inf", "infinity": return isNegative ? -.infinity : .infinity
    default: return nil
    }
  }
}

extension NumberText {
  init(_ bytes: some Collection<UInt8>) {
    self = Array(bytes).withUnsafeBufferPointer { NumberText($0) }
  }
}
