import Foundation

/// Reads the JSON of a safetensors header, and accepts only what the format allows.
///
/// A general JSON reader silently keeps one of two tensors with the same name; this one refuses
/// them. Values are texts, lists of sizes, and objects of these.
struct SafetensorsHeader {
  /// A value of the header.
  enum Value: Equatable, CustomStringConvertible {
    case text(String)
    case integers([Int])
    case object([Member])

    var description: String {
      switch self {
      case .text(let text): "'\(text)'"
      case .integers(let integers): "\(integers)"
      case .object(let members): "{\(members.map(\.name).joined(separator: ", "))}"
      }
    }
  }

  struct Member: Equatable {
    let name: String
    let value: Value
  }

  struct Fault: Error {
    let requirement: String
    let received: String
  }

  private let bytes: [UInt8]
  private var offset = 0

  /// The members of the header's object, in the order of the file.
  static func parse(_ bytes: [UInt8]) throws(Fault) -> [(name: String, value: Value)] {
    guard bytes.first == UInt8(ascii: "{") else {
      throw Fault(requirement: "a JSON object from its first byte on", received: "something else")
    }
    var header = SafetensorsHeader(bytes: bytes)
    let members = try header.object(depth: 0)
    header.skipSpace()
    guard header.offset == bytes.count else { throw header.fault("nothing but spaces at its end") }
    return members.map { ($0.name, $0.value) }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func value(depth: Int) throws(Fault) -> Value {
    switch peek() {
    case UInt8(ascii: "\""): .text(try text())
    case UInt8(ascii: "["): .integers(try integers())
    // An entry is an object in the header's object; nothing is nested deeper.
    case UInt8(ascii: "{") where depth < 1: .object(try object(depth: depth + 1))
    default: throw fault("made of texts, lists of sizes, and entries")
    }
  }

  private mutating func object(depth: Int) throws(Fault) -> [Member] {
    var (members, names) = ([Member](), Set<String>())
    offset += 1
    if take("}") { return [] }
    repeat {
      guard peek() == UInt8(ascii: "\"") else { throw fault("an object with quoted names") }
      let name = try text()
      guard names.insert(name).inserted else {
        throw Fault(requirement: "an object with each name once", received: "'\(name)' twice")
      }
      guard take(":") else { throw fault("an object with ':' after each name") }
      members.append(Member(name: name, value: try value(depth: depth)))
    } while take(",")
    guard take("}") else { throw fault("an object that ends with '}'") }
    return members
  }

  private mutating func integers() throws(Fault) -> [Int] {
    var integers: [Int] = []
    offset += 1
    if take("]") { return [] }
    repeat {
      skipSpace()
      let digits = bytes[offset...].prefix { (0x30...0x39).contains($0) }
      let word = String(decoding: digits, as: UTF8.self)
      guard let integer = Int(word), word == "\(integer)" else {
        throw fault("made of sizes that are whole numbers of 63 bits")
      }
      offset += digits.count
      integers.append(integer)
    } while take(",")
    guard take("]") else { throw fault("made of lists that end with ']'") }
    return integers
  }

  /// Finds the end of a quoted text and leaves its escapes to Foundation.
  private mutating func text() throws(Fault) -> String {
    let start = offset
    offset += 1
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard offset < bytes.count else { throw fault("made of texts that are closed") }
    offset += 1
    let quoted = Data(bytes[start..<offset])
    guard let text = try? JSONDecoder().decode(String.self, from: quoted) else {
      offset = start
      throw fault("made of texts in valid JSON and UTF-8")
    }
    return text
  }

  private mutating func peek() -> UInt8? {
    skipSpace()
    return offset < bytes.count ? bytes[offset] : nil
  }

  private mutating func take(_ letter: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: letter) else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[offset]) { offset += 1 }
  }

  private func fault(_ requirement: String) -> Fault {
    guard offset < bytes.count else {
      return Fault(requirement: requirement, received: "its end at byte \(bytes.count)")
    }
    let near = String(decoding: bytes[offset...].prefix(12), as: UTF8.self)
    return Fault(requirement: requirement, received: "'\(near)' at byte \(offset) of the header")
  }
}
