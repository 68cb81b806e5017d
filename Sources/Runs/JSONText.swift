import Foundation

/// A JSON document as text, as in stored configurations, summaries and payloads of events.
///
/// Keys are sorted, so that equal values have equal texts. JSON has no NaN and no infinity; they
/// are written as the strings `"NaN"`, `"Infinity"` and `"-Infinity"` and read back as numbers.
public struct JSONText: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The document.
  public let description: String

  /// The document `null`.
  public static let null = JSONText(unchecked: "null")

  /// Encodes a value.
  ///
  /// - Throws: `EncodingError` when the value cannot be encoded.
  public init(encoding value: some Encodable) throws {
    description = String(decoding: try Self.makeEncoder().encode(value), as: UTF8.self)
  }

  /// A document from a text that is known to be JSON.
  init(unchecked text: String) { description = text }

  /// Decodes the document as a value of the given type.
  ///
  /// - Throws: `DecodingError` when the document has another shape.
  public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
    try Self.makeDecoder().decode(type, from: Data(description.utf8))
  }

  static func makeEncoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return encoder
  }

  static func makeDecoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return decoder
  }
}
