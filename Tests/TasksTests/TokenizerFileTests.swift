import Foundation
import Media
import Tasks
import Testing

/// `scripts/tokenizer-check` compares such files with Hugging Face's package itself.
@Suite struct TokenizerFileTests {
  private func model(_ vocabulary: TextVocabulary) throws -> [String: Any] {
    let data = try #require(TokenizerFile(vocabulary)).encoded()
    let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(file["version"] as? String == "1.0" && file["decoder"] is [String: Any])
    return try #require(file["model"] as? [String: Any])
  }

  @Test func `byte pairs have the numbers that the model receives`() throws {
    let pairs = BytePairVocabulary(learnedFrom: "aa aa bc bc bc", size: 258)
    let vocabulary = TextVocabulary.bytePairs(pairs)
    let model = try model(vocabulary)
    #expect(model["type"] as? String == "BPE")
    let numbers = try #require(model["vocab"] as? [String: Int])
    #expect(numbers.count == vocabulary.count && numbers["<pad>"] == 0)
    // GPT-2 writes a space as Ġ, the byte 0 as Ā and the byte 255 as ÿ.
    for (name, byte) in [("a", 97), ("Ġ", 32), ("Ā", 0), ("ÿ", 255)] as [(String, UInt8)] {
      #expect(vocabulary.bytes(of: Int32(try #require(numbers[name]))) == [byte], "\(name)")
    }
    #expect((model["merges"] as? [[String]])?.first == ["b", "c"])
  }

  @Test func `characters have the numbers that the model receives, and one for all others`() throws
  {
    let vocabulary = TextVocabulary.characters(CharacterVocabulary(of: "b\na"))
    let model = try model(vocabulary)
    #expect(
      model["vocab"] as? [String: Int] == ["<pad>": 0, "\n": 1, "a": 2, "b": 3, "<unk>": 4])
    #expect(model["unk_token"] as? String == "<unk>")
    #expect(vocabulary.tokens(of: "ab\nx") == [2, 3, 1, 4])
  }

  @Test func `words have no such file`() {
    #expect(TokenizerFile(.words(WordVocabulary(of: ["a b", "a b"], limit: 9))) == nil)
  }
}
