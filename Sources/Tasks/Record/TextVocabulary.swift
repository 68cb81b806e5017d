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

  /// The text of a token as UTF-8, which may be a part of a character; empty for padding.
  ///
  /// Words are written with a space before them. An unknown character or word is U+FFFD.
  ///
  /// - Precondition: `token` is in `0..<count`.
  package func bytes(of token: Int32) -> [UInt8] {
    precondition((0..<Int32(count)).contains(token), "a token must be in 0..<\(count)")
    guard token > 0 else { return [] }
    return switch self {
    case .characters(let vocabulary): Array(vocabulary.decode([token - 1]).utf8)
    case .bytePairs(let vocabulary): vocabulary.decodedBytes([token - 1])
    case .words(let vocabulary):
      Array((" " + (token == count - 1 ? "\u{FFFD}" : vocabulary.words[Int(token) - 1])).utf8)
    }
  }

  /// The number of characters (Unicode scalars) of each token; one that ends within a character counts
  /// those that it begins.
  package var characterCounts: [Int] {
    (0..<Int32(count)).map { token in bytes(of: token).count { $0 & 0xC0 != 0x80 } }
  }

  /// The characters of `text` that are not known, each once; none for tokens other than characters.
  package func unknownCharacters(in text: String) -> [String] {
    guard case .characters(let vocabulary) = self else { return [] }
    return vocabulary.unknownScalars(in: text).map { String(Character($0)) }
  }

  /// That a text was too short for a vocabulary of `size` byte pairs; nil if it was not.
  package func shortage(of size: Int) -> String? {
    guard case .bytePairs(let pairs) = self, pairs.count < size else { return nil }
    return "The vocabulary has \(pairs.count) byte pairs of the \(size) that were asked for: "
      + "no other pair occurs twice in the text."
  }

  /// The token of all unknown characters or words; nil if there is none.
  package var unknown: Int32? {
    switch self {
    case .characters, .words: Int32(count - 1)
    case .bytePairs: nil
    }
  }
}
