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
    var position = 0
    var (isNegative, hasPoint, hasDigit) = (false, false, false)
    var mantissa: UInt64 = 0
    var (digits, behind, exponent) = (0, 0, 0)
    if position < bytes.count, bytes[position] == 43 || bytes[position] == 45 {
      isNegative = bytes[position] == 45
      position += 1
    }
    while position < bytes.count {
      let byte = bytes[position]
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
      position += 1
    }
    guard hasDigit else {
      (value, significant, decimals) = (Self.special(bytes, from: position, isNegative), 0, nil)
      return
    }
    var hasExponent = false
    if position < bytes.count, bytes[position] | 32 == 101 {
      hasExponent = true
      position += 1
      var isSmall = false
      if position < bytes.count, bytes[position] == 43 || bytes[position] == 45 {
        isSmall = bytes[position] == 45
        position += 1
      }
      let start = position
      while position < bytes.count, bytes[position] >= 48, bytes[position] <= 57,
        position - start < 5
      {
        exponent = exponent * 10 + Int(bytes[position] - 48)
        position += 1
      }
      if position == start { position = -1 }
      if isSmall { exponent = -exponent }
    }
    guard position == bytes.count else {
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
    _ bytes: UnsafeBufferPointer<UInt8>, from position: Int, _ isNegative: Bool
  ) -> Double? {
    guard bytes.count - position <= 9 else { return nil }
    switch String(decoding: bytes[position...], as: UTF8.self).lowercased() {
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
