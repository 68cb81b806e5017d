import Foundation
import Media
import Testing

@Suite struct CharacterVocabularyTests {
  @Test func `tokens are the scalars in the order of their code points`() {
    let vocabulary = CharacterVocabulary(of: "hello, é")
    #expect(vocabulary.scalars.map(String.init) == [" ", ",", "e", "h", "l", "o", "é"])
    #expect(vocabulary.count == 8)
    #expect(vocabulary.encode("hole") == [3, 5, 4, 2])
    #expect(vocabulary.decode([3, 5, 4, 2]) == "hole")
  }

  @Test func `every text comes back exactly`() {
    for text in ["", "a\r\nb\n", "e\u{301}é", "👩‍🔬🇩🇪", "\u{FEFF}x\u{FFFD}"] {
      let vocabulary = CharacterVocabulary(of: text)
      let back = vocabulary.decode(vocabulary.encode(text))
      // Swift calls strings equal that differ in how they compose letters.
      #expect(Array(back.utf8) == Array(text.utf8))
    }
  }

  @Test func `what is not known is the last token, and told`() {
    let vocabulary = CharacterVocabulary(of: "ab")
    #expect(vocabulary.encode("axb") == [0, 2, 1])
    #expect(vocabulary.decode([0, 2, 1]) == "a\u{FFFD}b")
    #expect(vocabulary.unknownScalars(in: "zaxz") == ["x", "z"])
  }

  @Test func `it comes back from JSON`() throws {
    let vocabulary = CharacterVocabulary(of: "e\u{301}\"\\\n👩‍🔬")
    let data = try JSONEncoder().encode(vocabulary)
    let back = try JSONDecoder().decode(CharacterVocabulary.self, from: data)
    #expect(back == vocabulary)
    #expect(back.scalars == vocabulary.scalars)
  }
}
