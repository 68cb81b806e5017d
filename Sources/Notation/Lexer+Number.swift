extension Lexer {
  /// The longest number that is read, in characters: more than any `Double` needs.
  private static let maximumNumberLength = 400

  /// Reads `digits [. digits] [e [+|-] digits] [ep | %]`; a minus sign has been passed.
  mutating func number(from start: Int) throws -> Token {
    skipDigits()
    if peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
      offset += 1
      skipDigits()
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      let isSigned = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
      if peek(isSigned ? 2 : 1)?.isDigit == true {
        offset += isSigned ? 2 : 1
        skipDigits()
      }
    }
    guard offset - start <= Self.maximumNumberLength else {
      throw error(
        "the number is \(offset - start) characters long",
        from: start, expected: "at most \(Self.maximumNumberLength)")
    }
    let value = try value(of: bytes[start..<offset].filter { $0 != UInt8(ascii: "_") }, from: start)
    let unit = try unit(after: start)
    return token(.number(NumberLiteral(value, unit)), from: start)
  }

  private mutating func skipDigits() {
    while let byte = peek(), byte.isDigit || byte == UInt8(ascii: "_") { offset += 1 }
  }

  /// A number that a `Double` can only hold as infinity or as zero is refused, not replaced.
  private func value(of digits: [UInt8], from start: Int) throws -> Double {
    let text = String(decoding: digits, as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw error("the number \(text.excerpt) is too large", from: start, expected: "below 1.8e308")
    }
    let mantissa = digits.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    let isZero = mantissa.allSatisfy { !$0.isDigit || $0 == UInt8(ascii: "0") }
    if value == 0, !isZero {
      throw error(
        "the number \(text.excerpt) is too small", from: start, expected: "0, or above 5e-324")
    }
    return value
  }

  private mutating func unit(after start: Int) throws -> NumberUnit? {
    if peek() == UInt8(ascii: "%") {
      offset += 1
      return .percent
    }
    let unitStart = offset
    while let byte = peek(), byte.startsName || byte.isDigit { offset += 1 }
    guard offset > unitStart else { return nil }
    let text = String(decoding: bytes[unitStart..<offset], as: UTF8.self)
    if text == NumberUnit.epochs.rawValue { return .epochs }
    let isEpoch = ["epoch", "epochs", "eps", "EP", "Ep"].contains(text)
    throw error(
      "unknown unit '\(text.excerpt)'", from: unitStart, expected: "ep, % or no unit",
      suggestion: isEpoch ? "ep" : nil)
  }
}
