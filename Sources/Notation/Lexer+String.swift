extension Lexer {
  /// Reads `"text"` with the escapes `\"`, `\\`, `\n`, `\t`, `\r` and `\u{hexadecimal}`.
  mutating func string(from start: Int) throws -> Token {
    offset += 1
    var text: [UInt8] = []
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return token(.string(String(decoding: text, as: UTF8.self)), from: start)
      case UInt8(ascii: "\n"):
        throw error("the string does not end on its line", from: start, expected: "a closing '\"'")
      case UInt8(ascii: "\\"): text += try escape()
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw error("the string does not end", from: start, expected: "a closing '\"'")
  }

  private mutating func escape() throws -> [UInt8] {
    let start = offset
    let escaped = peek(1)
    offset = min(offset + 2, bytes.count)
    switch escaped {
    case UInt8(ascii: "\""): return Array("\"".utf8)
    case UInt8(ascii: "\\"): return Array("\\".utf8)
    case UInt8(ascii: "n"): return Array("\n".utf8)
    case UInt8(ascii: "t"): return Array("\t".utf8)
    case UInt8(ascii: "r"): return Array("\r".utf8)
    case UInt8(ascii: "u"): return try scalar(from: start)
    default:
      throw error(
        "unknown escape in a string", from: start, expected: #"\", \\, \n, \t, \r or \u{1F600}"#)
    }
  }

  private mutating func scalar(from start: Int) throws -> [UInt8] {
    var digits = ""
    if peek() == UInt8(ascii: "{") {
      offset += 1
      while let byte = peek(), byte.isDigit || byte.startsName, digits.count < 8 {
        digits.append(Character(UnicodeScalar(byte)))
        offset += 1
      }
      if peek() == UInt8(ascii: "}") {
        offset += 1
        if let value = UInt32(digits, radix: 16), let scalar = UnicodeScalar(value) {
          return Array(String(Character(scalar)).utf8)
        }
      }
    }
    throw error(
      "unknown character code in a string", from: start, expected: #"a form such as \u{1F600}"#)
  }
}
