/// The characters of a text as numbers: one token for each Unicode scalar that occurs, in the order
/// of their code points, and a last one for all others.
///
/// Scalars and not what one sees as a character, so that every text comes back exactly: an 'é' of
/// two scalars stays two.
package struct CharacterVocabulary: Sendable, Hashable, Codable {
  /// The known scalars in the order of their code points.
  package let scalars: [Unicode.Scalar]
  private let indices: [Unicode.Scalar: Int32]

  /// The number of tokens, one more than there are scalars.
  package var count: Int { scalars.count + 1 }
  /// The token of a scalar that is not known, which is decoded as U+FFFD.
  package var unknown: Int32 { Int32(scalars.count) }

  /// The scalars of a text.
  package init(of text: String) { self.init(Set(text.unicodeScalars)) }

  private init(_ scalars: Set<Unicode.Scalar>) {
    self.scalars = scalars.sorted()
    indices = Dictionary(
      uniqueKeysWithValues: self.scalars.enumerated().map { ($1, Int32($0)) })
  }

  /// The tokens of a text, one for each scalar.
  package func encode(_ text: String) -> [Int32] {
    text.unicodeScalars.map { indices[$0] ?? unknown }
  }

  /// The text of tokens.
  ///
  /// - Precondition: every token is in `0..<count`.
  package func decode(_ tokens: [Int32]) -> String {
    var text = ""
    for token in tokens {
      precondition(
        (0..<Int32(count)).contains(token), "a token must be in 0..<\(count); received \(token)")
      text.unicodeScalars.append(token == unknown ? "\u{FFFD}" : scalars[Int(token)])
    }
    return text
  }

  /// The scalars of a text that are not known, each once, in the order of their code points.
  package func unknownScalars(in text: String) -> [Unicode.Scalar] {
    Set(text.unicodeScalars).filter { indices[$0] == nil }.sorted()
  }

  /// Reads the scalars, which are written as one string.
  package init(from decoder: any Decoder) throws {
    self.init(Set(try decoder.singleValueContainer().decode(String.self).unicodeScalars))
  }

  package func encode(to encoder: any Encoder) throws {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
