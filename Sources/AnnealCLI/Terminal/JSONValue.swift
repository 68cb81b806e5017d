internal import Foundation
internal import Runs

/// A stored JSON document, as a part of another JSON document.
///
/// It keeps 64-bit whole numbers, such as seeds, which the readers of logs turn into doubles.
struct JSONValue: Encodable {
  private indirect enum Node: Codable {
    case object([String: Node])
    case array([Node])
    case text(String)
    case flag(Bool)
    case whole(Int64)
    case large(UInt64)
    case number(Double)
    case null

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(Bool.self) {
        self = .flag(value)
      } else if let value = try? container.decode(Int64.self) {
        self = .whole(value)
      } else if let value = try? container.decode(UInt64.self) {
        self = .large(value)
      } else if let value = try? container.decode(Double.self) {
        self = .number(value)
      } else if let value = try? container.decode(String.self) {
        self = .text(value)
      } else if let value = try? container.decode([Node].self) {
        self = .array(value)
      } else {
        self = .object(try container.decode([String: Node].self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .object(let value): try container.encode(value)
      case .array(let value): try container.encode(value)
      case .text(let value): try container.encode(value)
      case .flag(let value): try container.encode(value)
      case .whole(let value): try container.encode(value)
      case .large(let value): try container.encode(value)
      case .number(let value): try container.encode(value)
      case .null: try container.encodeNil()
      }
    }
  }

  private let root: Node

  /// The document in `text`.
  ///
  /// - Throws: `DecodingError` when it is none.
  init(_ text: JSONText) throws {
    root = try JSONDecoder().decode(Node.self, from: Data(text.description.utf8))
  }

  func encode(to encoder: any Encoder) throws { try root.encode(to: encoder) }
}
