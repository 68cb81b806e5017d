package import Media

/// The tokens of a text, counted from 1; 0 is padding.
package enum TextVocabulary: Codable, Hashable, Sendable {
  /// A token for each character, and one for all unknown ones.
  case characters(CharacterVocabulary)
  /// Byte pairs learned on the training text.
  case bytePairs(BytePairVocabulary)
  /// The words of the training texts, the most frequent first, and one token for all others.
  case words(WordVocabulary)

  /// The number of tokens with the padding.
  package var count: Int {
    switch self {
    case .characters(let vocabulary): vocabulary.count + 1
    case .bytePairs(let vocabulary): vocabulary.count + 1
    case .words(let vocabulary): vocabulary.count + 1
    }
  }

  /// What a token is, in words.
  package var kind: String {
    switch self {
    case .characters: "characters"
    case .bytePairs: "byte pairs"
    case .words: "words"
    }
  }

  /// The tokens of `text`, each from 1 on.
  package func tokens(of text: String) -> [Int32] {
    switch self {
    case .characters(let vocabulary): vocabulary.encode(text).map { $0 + 1 }
    case .bytePairs(let vocabulary): vocabulary.encode(text).map { $0 + 1 }
    case .words(let vocabulary): vocabulary.encode(text).map { $0 + 1 }
    }
  }
}
