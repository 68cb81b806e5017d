package import Models

/// How sentences and their translations become tokens, and where the training sentences came from.
///
/// Both languages have one vocabulary. A further token ends each sentence, and begins each translation.
package struct TranslationRecord: Codable, Hashable, Sendable {
  /// The file of the training sentences.
  package let source: String
  /// The file of their translations.
  package let target: String
  /// SHA-256 of the training sentences and translations.
  package let digest: String
  /// The tokens of both languages.
  package let vocabulary: TextVocabulary
  /// The largest number of tokens of a sentence, with the one at its end.
  package let length: Int

  /// A record of these parts.
  package init(
    source: String, target: String, digest: String, vocabulary: TextVocabulary, length: Int
  ) {
    (self.source, self.target, self.digest) = (source, target, digest)
    (self.vocabulary, self.length) = (vocabulary, length)
  }

  /// The token that ends a sentence and begins a translation.
  package var end: Int64 { Int64(vocabulary.count) }

  /// What a model receives.
  package var input: ModelInput {
    .translation(vocabulary: vocabulary.count + 1, length: length)
  }

  /// The tokens of a sentence with the one at its end.
  package func tokens(of sentence: String) -> [Int64] {
    vocabulary.tokens(of: sentence).map(Int64.init) + [end]
  }

  /// The sentence of tokens without the one at its end, in one line; a character that was cut is
  /// U+FFFD.
  package func sentence(of tokens: some Sequence<Int64>) -> String {
    let bytes = tokens.lazy.flatMap { vocabulary.bytes(of: Int32($0)) }
      .map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    return String(decoding: Array(bytes), as: UTF8.self)
  }
}
