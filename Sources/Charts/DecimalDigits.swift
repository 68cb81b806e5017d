/// The decimal digits of a positive number, rounded on demand.
///
/// The value is `d₀.d₁d₂… · 10^exponent` with `d₀ ≠ 0`; no digits at all stand for zero. The digits
/// are those of the shortest text that reads back as the same double, so that rounding goes by the
/// number a person sees: 2.675 to two decimals is 2.68, although the double lies a little below.
/// No locale is involved and halves are rounded away from zero.
struct DecimalDigits: Equatable {
  private(set) var digits: [UInt8]
  private(set) var exponent: Int

  /// The digits of a finite number's magnitude.
  init(_ value: Double) {
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    digits = (mantissa[0] + fraction).utf8.map { $0 - UInt8(ascii: "0") }
    exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + mantissa[0].count - 1
    while digits.first == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    trim()
  }

  /// The nearest number with at most `count` significant digits; zero or fewer keep only the carry.
  func rounded(significant count: Int) -> DecimalDigits {
    guard count < digits.count else { return self }
    var result = self
    let roundsUp = count >= 0 && digits[count] >= 5
    result.digits = Array(digits.prefix(max(0, count)))
    if roundsUp { result.increment() }
    result.trim()
    return result
  }

  /// The number divided by `1000^times`, exactly.
  func dividedByThousand(_ times: Int) -> DecimalDigits {
    var result = self
    result.exponent -= 3 * times
    return result
  }

  /// The number without an exponent, with at least `decimals` digits after the point.
  func plain(decimals: Int = 0) -> String {
    guard !digits.isEmpty else { return decimals > 0 ? "0." + zeros(decimals) : "0" }
    let text = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    let whole = exponent + 1
    var integer = "0"
    var fraction = ""
    if whole <= 0 {
      fraction = zeros(-whole) + text
    } else if text.count <= whole {
      integer = text + zeros(whole - text.count)
    } else {
      integer = String(text.prefix(whole))
      fraction = String(text.dropFirst(whole))
    }
    fraction += zeros(max(0, decimals - fraction.count))
    return fraction.isEmpty ? integer : integer + "." + fraction
  }

  /// The number as `d.de±x`, without padding zeros: `3e-4`.
  func scientific() -> String {
    guard let first = digits.first else { return "0" }
    let rest = String(decoding: digits.dropFirst().map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    return "\(first)" + (rest.isEmpty ? "" : "." + rest) + "e\(exponent)"
  }

  /// Adds one unit in the last place kept.
  private mutating func increment() {
    var index = digits.count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      exponent += 1
    }
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
