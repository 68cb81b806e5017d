extension Double {
  /// The shortest tidy text that reads back as exactly this number.
  ///
  /// The digits are the fewest that identify the number; the form is plain (`0.1`, `10000`) or
  /// scientific (`3e-4`, `2.5e-7`), whichever is shorter, plain when they tie. Whole numbers below
  /// ten million are always plain. A number that is not finite gives `inf`, `-inf` or `nan`, which
  /// no notation accepts.
  public var notationText: String {
    guard isFinite else { return description }
    let sign = self.sign == .minus ? "-" : ""
    let (digits, exponent) = Self.decimal(of: magnitude)
    if digits == "0" { return sign + "0" }
    let plain = Self.plain(digits, exponent)
    let scientific = Self.scientific(digits, exponent)
    let isShortWhole = exponent >= digits.count - 1 && exponent < 7
    return sign + (isShortWhole || plain.count <= scientific.count ? plain : scientific)
  }

  /// The significant digits `d₁d₂…` and the exponent `e` of `d₁.d₂… · 10^e`.
  private static func decimal(of magnitude: Double) -> (digits: String, exponent: Int) {
    let parts = magnitude.description.split(separator: "e")
    let written = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0]
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    let all = whole + fraction
    let leadingZeros = all.prefix { $0 == "0" }.count
    var digits = String(all.dropFirst(leadingZeros))
    while digits.hasSuffix("0") { digits.removeLast() }
    guard !digits.isEmpty else { return ("0", 0) }
    return (digits, written + whole.count - 1 - leadingZeros)
  }

  private static func plain(_ digits: String, _ exponent: Int) -> String {
    if exponent < 0 {
      return "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
    let missing = exponent + 1 - digits.count
    if missing >= 0 { return digits + String(repeating: "0", count: missing) }
    return digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
  }

  private static func scientific(_ digits: String, _ exponent: Int) -> String {
    let rest = digits.dropFirst()
    return digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e\(exponent)"
  }
}
