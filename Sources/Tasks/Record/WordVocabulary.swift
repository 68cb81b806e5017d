/// The words of texts: runs of letters, digits and apostrophes in lower case, and each other mark
/// that is no space.
package struct WordVocabulary: Codable, Hashable, Sendable {
  /// The words in the order of their tokens.
  package let words: [String]
  private let numbers: [String: Int32]

  /// The number of tokens: the words, and one for all others.
  package var count: Int { words.count + 1 }

  /// The words that occur in two or more of `texts`, the most frequent first, at most `limit`; equally
  /// frequent words are in the order of Unicode.
  package init(of texts: [String], limit: Int) {
    var counts: [String: Int] = [:]
    for text in texts { for word in Set(Self.words(of: text)) { counts[word, default: 0] += 1 } }
    let frequent = counts.filter { $0.value > 1 }
      .sorted { $0.value > $1.value || $0.value == $1.value && $0.key < $1.key }
    self.init(frequent.prefix(limit).map(\.key))
  }

  private init(_ words: [String]) {
    self.words = words
    numbers = Dictionary(
      uniqueKeysWithValues: words.enumerated().map { ($1, Int32($0)) })
  }

  /// The number of each word of `text`; that of unknown words is the last.
  package func encode(_ text: String) -> [Int32] {
    Self.words(of: text).map { numbers[$0] ?? Int32(words.count) }
  }

  private static func words(of text: String) -> [String] {
    var (words, word) = ([String](), "")
    func end() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for letter in text.lowercased() {
      if letter.isLetter || letter.isNumber || letter == "'" && !word.isEmpty {
        word.append(letter)
      } else {
        end()
        if !letter.isWhitespace { words.append(String(letter)) }
      }
    }
    end()
    return words
  }

  /// Reads the words.
  package init(from decoder: any Decoder) throws {
    self.init(try [String](from: decoder))
  }

  /// Writes the words.
  package func encode(to encoder: any Encoder) throws { try words.encode(to: encoder) }
}
