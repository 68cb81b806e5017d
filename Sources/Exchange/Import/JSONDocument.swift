internal import Foundation

/// A JSON document as Python writes it: with bare `NaN` and `Infinity`, which read as null.
indirect enum JSONDocument: Decodable {
  case object([String: JSONDocument])
  case array([JSONDocument])
  case number(Double)
  case text(String)
  case flag(Bool)
  case null

  init(_ text: String) throws {
    self = try JSONDecoder().decode(JSONDocument.self, from: Data(Self.strict(text).utf8))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONDocument].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONDocument].self))
    }
  }

  /// What is no number in JSON, outside of texts, becomes null.
  private static func strict(_ text: String) -> String {
    guard text.contains("NaN") || text.contains("Infinity") else { return text }
    let pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
    var result: [String] = []
    var isInside = false
    for piece in pieces {
      result.append(
        isInside
          ? String(piece)
          : String(piece).replacing("-Infinity", with: "null").replacing("Infinity", with: "null")
            .replacing("NaN", with: "null"))
      // a quote after an odd number of backslashes does not end a text
      let escapes = piece.reversed().prefix { $0 == "\\" }.count
      if !isInside || escapes % 2 == 0 { isInside.toggle() }
    }
    return result.joined(separator: "\"")
  }
}

extension JSONDocument {
  subscript(key: String) -> JSONDocument? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var number: Double? { if case .number(let value) = self { value } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
  var array: [JSONDocument]? { if case .array(let values) = self { values } else { nil } }
  var numbers: [Double]? {
    guard let array else { return nil }
    let numbers = array.compactMap { $0.number }
    return numbers.count == array.count ? numbers : nil
  }
  var keys: [String] {
    if case .object(let members) = self { members.keys.sorted() } else { [] }
  }
}
