/// Cuts a text into tokens, one at a time.
///
/// It works on UTF-8 bytes, never looks back, and takes time linear in the length of the text.
struct Lexer {
  let source: String
  let bytes: [UInt8]
  var offset = 0

  init(_ source: String) throws {
    self.source = source
    bytes = Array(source.utf8)
    guard bytes.count <= NotationExpression.maximumLength else {
      throw NotationError(
        "the text is \(bytes.count) bytes long", at: SourceRange(0..<0, in: source),
        expected: "at most \(NotationExpression.maximumLength)")
    }
  }

  mutating func next() throws -> Token {
    skipSpace()
    let start = offset
    guard let byte = peek() else { return token(.end, from: start) }
    switch byte {
    case _ where byte.isDigit: return try number(from: start)
    case _ where byte.startsName:
      let text = name()
      return token(.name(text), from: start)
    case UInt8(ascii: "-"):
      offset += 1
      if peek()?.isDigit == true { return try number(from: start) }
      if peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
        throw pointWithoutDigit(from: start)
      }
      throw error("unexpected '-'", from: start, expected: "a number right after it")
    case UInt8(ascii: "\""): return try string(from: start)
    case UInt8(ascii: "."): return try dots(from: start)
    case _ where Self.marks.contains(byte):
      offset += 1
      return token(.mark(String(UnicodeScalar(byte))), from: start)
    default: throw unexpectedCharacter(from: start)
    }
  }

  private static let marks = Array("()[],:".utf8)

  private mutating func skipSpace() {
    while let byte = peek(), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  /// Letters, digits and underscores, and hyphens between them: `shakespeare-rnn`.
  private mutating func name() -> String {
    let start = offset
    while let byte = peek() {
      let isHyphen = byte == UInt8(ascii: "-") && peek(1)?.startsName == true
      guard byte.startsName || byte.isDigit || isHyphen else { break }
      offset += 1
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func dots(from start: Int) throws -> Token {
    let dot = UInt8(ascii: ".")
    if peek(1) == dot, let third = peek(2), third == dot || third == UInt8(ascii: "<") {
      offset += 3
      return token(.mark(third == dot ? "..." : "..<"), from: start)
    }
    if peek(1)?.isDigit == true { throw pointWithoutDigit(from: start) }
    offset += 1
    return token(.mark("."), from: start)
  }

  private func pointWithoutDigit(from start: Int) -> NotationError {
    var end = bytes[offset...].firstIndex(of: UInt8(ascii: ".")).map { $0 + 1 } ?? offset
    while end < bytes.count, bytes[end].isDigit { end += 1 }
    let fraction = String(decoding: bytes[offset..<end], as: UTF8.self)
    return error(
      "a number needs a digit before its point", from: start,
      suggestion: "\(start < offset ? "-" : "")0\(fraction.excerpt)")
  }

  /// A character outside the grammar; look-alikes that word processors insert get their hint.
  private func unexpectedCharacter(from start: Int) -> NotationError {
    let rest = String(decoding: bytes[start...].prefix(64), as: UTF8.self)
    let character = rest.first ?? "\u{FFFD}"
    let suggestion: String? =
      switch character {
      case "−", "–", "—": "-"
      case "…": "..."
      case "“", "”", "'", "‘", "’", "«", "»": "\""
      case "{": "["
      case "}": "]"
      case "=": ":"
      default: nil
      }
    let scalar = character.unicodeScalars.first ?? "\u{FFFD}"
    let isVisible = scalar.properties.generalCategory != .control
    let shown = isVisible ? "'\(character)'" : "U+\(String(scalar.value, radix: 16))"
    return error("unexpected character \(shown)", from: start, suggestion: suggestion)
  }
}

extension Lexer {
  func peek(_ ahead: Int = 0) -> UInt8? {
    offset + ahead < bytes.count ? bytes[offset + ahead] : nil
  }

  func token(_ kind: Token.Kind, from start: Int) -> Token {
    Token(kind: kind, offsets: start..<offset)
  }

  func error(
    _ message: String, from start: Int, expected: String? = nil, suggestion: String? = nil
  ) -> NotationError {
    NotationError(
      message, at: SourceRange(start..<max(start, offset), in: source),
      expected: expected, suggestion: suggestion)
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  var startsName: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || self == UInt8(ascii: "_")
  }
}
