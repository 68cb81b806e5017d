import Foundation
import Media
import Testing

@Suite struct BytePairVocabularyTests {
  private struct Reference: Decodable {
    let text: String
    let size: Int
    let merges: [[Int32]]
    let tokens: [Int32]
    let other: String
    let otherTokens: [Int32]

    enum CodingKeys: String, CodingKey {
      case text, size, merges, tokens, other
      case otherTokens = "other tokens"
    }
  }

  private static let reference = try! Samples.read("byte-pairs", as: Reference.self)
  private static let learned = BytePairVocabulary(
    learnedFrom: reference.text, size: reference.size)

  @Test func `merges are those of Hugging Face's tokenizers`() {
    #expect(Self.learned.merges.map { [$0.left, $0.right] } == Self.reference.merges)
  }

  @Test func `tokens are those of Hugging Face's tokenizers`() {
    #expect(Self.learned.encode(Self.reference.text) == Self.reference.tokens)
    #expect(Self.learned.encode(Self.reference.other) == Self.reference.otherTokens)
  }

  @Test func `the pair that is merged first is the most frequent, then the lowest`() {
    // By hand: in 'abab ab' the pair ab occurs three times; then nothing crosses the space but '
    // ab'.
    let vocabulary = BytePairVocabulary(learnedFrom: "abab ab ab", size: 300)
    let a = vocabulary.encode("a")[0], b = vocabulary.encode("b")[0]
    #expect(vocabulary.merges[0].left == a && vocabulary.merges[0].right == b)
    // ' ' + 'ab' occurs twice, 'ab' + 'ab' once.
    #expect(vocabulary.merges.count == 2)
    #expect(vocabulary.decode([256, 257]) == "ab ab")
    // Of 'xy' and 'uv', both twice, the one of lower bytes.
    let tied = BytePairVocabulary(learnedFrom: "xy uv, xy-uv", size: 300)
    #expect(tied.decode([256, 257]) == "uvxy")
  }

  @Test func `every text and all bytes come back exactly`() {
    var generator = SystemRandomNumberGenerator()
    for text in ["", " ", "\n \t", Self.reference.text, Self.reference.other, "e\u{301}🇩🇪\0"] {
      #expect(Array(Self.learned.decode(Self.learned.encode(text)).utf8) == Array(text.utf8))
    }
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let tokens = bytes.withUnsafeBufferPointer { Self.learned.encode(bytes: $0) }
      #expect(Self.learned.decodedBytes(tokens) == bytes)
    }
  }

  @Test func `bytes alone are a vocabulary, and a text without pairs teaches nothing`() {
    let vocabulary = BytePairVocabulary(learnedFrom: "abcdef", size: 400)
    #expect(vocabulary.count == 256 && vocabulary.merges.isEmpty)
    // GPT-2's first tokens are '!', '"', '#'.
    #expect(vocabulary.encode("!\"#") == [0, 1, 2])
    #expect(vocabulary.decode([0, 1, 2]) == "!\"#")
    #expect(BytePairVocabulary(learnedFrom: "", size: 256).count == 256)
  }

  @Test func `it comes back from JSON`() throws {
    let data = try JSONEncoder().encode(Self.learned)
    let back = try JSONDecoder().decode(BytePairVocabulary.self, from: data)
    #expect(back == Self.learned)
    #expect(back.encode(Self.reference.other) == Self.reference.otherTokens)
  }

  @Test(arguments: ["[[0,256]]", "[[-1,0]]", "[[0,1],[256,257]]", "[[0]]", "[[0,1,2]]"])
  func `merges of tokens that are not there are refused`(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(BytePairVocabulary.self, from: Data(json.utf8))
    }
  }
}
