internal import Foundation

/// Reads JSON as Python writes it: with bare `NaN` and `Infinity`, and with the single quotes,
/// `None`, `True` and `False` of a printed dictionary.
struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0
  private var values = 0

  /// How deep lists and objects may lie in each other.
  private static let deepest = 200
  /// The most that a document may hold: the history of a long run has some hundred thousand values.
  private static let mostValues = 2_000_000
  /// The longest file that is read.
  static let mostBytes = 1 << 27

  private struct Mistake: Error {}

  /// The whole of `bytes` as one document; nil if it has a mistake in it.
  static func document(_ bytes: some Collection<UInt8>) -> LogDocument? {
    let found = bytes.withContiguousStorageIfAvailable { document(in: $0) }
    return found ?? Array(bytes).withUnsafeBufferPointer { document(in: $0) }
  }

  private static func document(in bytes: UnsafeBufferPointer<UInt8>) -> LogDocument? {
    var reader = JSONReader(bytes: bytes)
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      reader.position = 3
    }
    guard let value = try? reader.value() else { return nil }
    reader.skipBlanks()
    return reader.position == bytes.count ? value : nil
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 { position += 1 }
  }

  private mutating func value() throws -> LogDocument {
    values += 1
    if values > Self.mostValues { throw Mistake() }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["), UInt8(ascii: "("): return try array()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .text(try text())
    default: return try word()
    }
  }

  private mutating func enter() throws {
    position += 1
    depth += 1
    if depth > Self.deepest { throw Mistake() }
  }

  /// Whether the list goes on after an element; steps over what says so.
  private mutating func goesOn(until closing: UInt8) throws -> Bool {
    skipBlanks()
    guard let byte = next else { throw Mistake() }
    position += 1
    if byte == closing {
      depth -= 1
      return false
    }
    guard byte == UInt8(ascii: ",") else { throw Mistake() }
    skipBlanks()
    guard next == closing else { return true }
    // Python allows a comma at the end
    position += 1
    depth -= 1
    return false
  }

  private mutating func object() throws -> LogDocument {
    try enter()
    var members: [LogDocument.Member] = []
    skipBlanks()
    if next == UInt8(ascii: "}") {
      position += 1
      depth -= 1
      return .object([])
    }
    repeat {
      skipBlanks()
      let key: String
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
        key = try text()
      } else {
        let start = position
        _ = try word()
        key = String(decoding: bytes[start..<position], as: UTF8.self)
      }
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw Mistake() }
      position += 1
      members.append(LogDocument.Member(key, try value()))
    } while try goesOn(until: UInt8(ascii: "}"))
    return .object(members)
  }

  private mutating func array() throws -> LogDocument {
    let closing = next == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")")
    try enter()
    var values: [LogDocument] = []
    skipBlanks()
    if next == closing {
      position += 1
      depth -= 1
      return .array([])
    }
    repeat { values.append(try value()) } while try goesOn(until: closing)
    return .array(values)
  }

  private mutating func text() throws -> String {
    let quote = bytes[position]
    position += 1
    let start = position
    while let byte = next, byte != quote, byte != UInt8(ascii: "\\") { position += 1 }
    guard let byte = next else { throw Mistake() }
    if byte == quote {
      defer { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    var found = Array(bytes[start..<position])
    while let byte = next, byte != quote {
      position += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &found) } else { found.append(byte) }
    }
    guard next == quote else { throw Mistake() }
    position += 1
    return String(decoding: found, as: UTF8.self)
  }

  private mutating func escape(into found: inout [UInt8]) throws {
    guard let byte = next else { throw Mistake() }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): found.append(10)
    case UInt8(ascii: "t"): found.append(9)
    case UInt8(ascii: "r"): found.append(13)
    case UInt8(ascii: "b"): found.append(8)
    case UInt8(ascii: "f"): found.append(12)
    case UInt8(ascii: "u"):
      guard position + 4 <= bytes.count,
        let code = UInt32(
          String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
      else { throw Mistake() }
      position += 4
      // halves of a pair are no scalars: the name of a column is not worth joining them
      let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
      found.append(contentsOf: String(Character(scalar)).utf8)
    default: found.append(byte)
    }
  }

  private mutating func word() throws -> LogDocument {
    let start = position
    while let byte = next, Self.isWord[Int(byte)] { position += 1 }
    guard position > start, position - start < 400 else { throw Mistake() }
    let word = UnsafeBufferPointer(rebasing: bytes[start..<position])
    if let number = NumberText(word).value { return .number(number) }
    switch String(decoding: word, as: UTF8.self) {
    case "true", "True": return .flag(true)
    case "false", "False": return .flag(false)
    case "null", "None": return .null
    default: throw Mistake()
    }
  }

  private static let isWord: [Bool] = (0..<256).map { code in
    let byte = UInt8(code)
    return (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || byte == 43 || byte == 45 || byte == 46 || byte == 95
  }
}
