// A value that has a notation is stored as that one string. A decoding error then carries the coding
// path as well as what is wrong with the text.

extension Decoder {
  /// Decodes one string and reads it; a `NotationError` becomes a `DecodingError` that wraps it.
  package func notation<Value>(_ read: (String) throws -> Value) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    do {
      return try read(text)
    } catch let error as NotationError {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: codingPath, debugDescription: error.summary, underlyingError: error))
    }
  }
}

extension Encoder {
  /// Encodes a value as its notation, one string.
  package func encode(notation value: some CustomStringConvertible) throws {
    var container = singleValueContainer()
    try container.encode(value.description)
  }
}
