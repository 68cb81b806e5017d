package import Foundation
internal import Media

/// A vocabulary as `tokenizer.json`, the file of Hugging Face's `tokenizers`, which tokenizes equally
/// with it.
///
/// ```python
/// tokenizers.Tokenizer.from_file("tokenizer.json").encode("a text").ids
/// ```
///
/// The numbers are those that the model receives: 0 is padding.
package struct TokenizerFile: Encodable {
  private static let padding = "<pad>"
  private static let unknown = "<unk>"
  private static let end = "<end>"

  private let version = "1.0"
  private var addedTokens: [AddedToken]
  private let preTokenizer: Part
  private let decoder: Part
  private let model: VocabularyModel

  /// The file of byte pairs or characters; nil for words, whose rules it cannot express.
  ///
  /// - Parameter end: the token that ends a sentence, `<end>`; nil for none.
  package init?(_ vocabulary: TextVocabulary, end: Int? = nil) {
    switch vocabulary {
    case .bytePairs(let pairs): self.init(pairs)
    case .characters(let characters): self.init(characters)
    case .words: return nil
    }
    if let end { addedTokens.append(AddedToken(id: end, content: Self.end)) }
  }

  private init(_ vocabulary: BytePairVocabulary) {
    let names = (0..<Int32(vocabulary.count)).map { token in
      String(String.UnicodeScalarView(vocabulary.decodedBytes([token]).map(Self.letter)))
    }
    var numbers = [Self.padding: 0]
    for (token, name) in names.enumerated() { numbers[name] = token + 1 }
    addedTokens = [AddedToken(id: 0, content: Self.padding)]
    preTokenizer = Part(type: "ByteLevel", addPrefixSpace: false, trimOffsets: true, useRegex: true)
    decoder = preTokenizer
    model = VocabularyModel(
      type: "BPE", unkToken: nil, vocab: numbers,
      merges: vocabulary.merges.map { [names[Int($0.left)], names[Int($0.right)]] })
  }

  private init(_ vocabulary: CharacterVocabulary) {
    var numbers = [Self.padding: 0, Self.unknown: vocabulary.count]
    for (token, scalar) in vocabulary.scalars.enumerated() {
      numbers[String(Character(scalar))] = token + 1
    }
    addedTokens = [
      AddedToken(id: 0, content: Self.padding),
      AddedToken(id: vocabulary.count, content: Self.unknown),
    ]
    // Each character alone, a new line too.
    preTokenizer = Part(
      type: "Split", pattern: ["Regex": "[\\s\\S]"], behavior: "Isolated", invert: false)
    decoder = Part(type: "Fuse")
    model = VocabularyModel(type: "WordLevel", unkToken: Self.unknown, vocab: numbers, merges: nil)
  }

  /// The file's bytes, the same for the same vocabulary.
  package func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// The letter that stands for a byte, as in GPT-2's files: a printed one for itself, the others for
  /// those from U+0100 on.
  private static func letter(_ byte: UInt8) -> Unicode.Scalar { letters[Int(byte)] }

  private static let letters: [Unicode.Scalar] = {
    let printed = BytePairVocabulary.byteOrder.prefix(188)
    var letters = [Unicode.Scalar](repeating: " ", count: 256)
    var next: UInt32 = 256
    for byte in UInt8.min...UInt8.max {
      if printed.contains(byte) {
        letters[Int(byte)] = Unicode.Scalar(byte)
      } else {
        letters[Int(byte)] = Unicode.Scalar(next) ?? " "
        next += 1
      }
    }
    return letters
  }()

  private struct AddedToken: Encodable {
    let id: Int
    let content: String

    private enum CodingKeys: CodingKey {
      case id, content, singleWord, lstrip, rstrip, normalized, special
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(content, forKey: .content)
      for key in [CodingKeys.singleWord, .lstrip, .rstrip, .normalized] {
        try container.encode(false, forKey: key)
      }
      try container.encode(true, forKey: .special)
    }
  }

  private struct Part: Encodable {
    var type: String
    var addPrefixSpace, trimOffsets, useRegex: Bool?
    var pattern: [String: String]?
    var behavior: String?
    var invert: Bool?
  }

  private struct VocabularyModel: Encodable {
    let type: String
    let unkToken: String?
    let vocab: [String: Int]
    let merges: [[String]]?
  }
}
