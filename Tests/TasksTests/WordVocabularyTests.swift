import Foundation
import Models
import Tasks
import Testing
import Torch

@Suite struct WordVocabularyTests {
  @Test func `words of two texts or more, the most frequent first`() {
    let texts = ["The cat sat.", "the DOG sat", "a dog", "The end", "once once once"]
    let vocabulary = WordVocabulary(of: texts, limit: 10)
    // 'the' is in three texts, 'dog' and 'sat' in two; 'once' is in one text three times.
    #expect(vocabulary.words == ["the", "dog", "sat"])
    #expect(vocabulary.count == 4)
    #expect(vocabulary.encode("Sat THE cow, dog") == [2, 0, 3, 3, 1])
    #expect(vocabulary.encode("") == [])
    #expect(vocabulary.encode(" \n\t") == [])
  }

  @Test func `marks are words, an apostrophe within one is not`() {
    let text = "don't stop! 'it's' 3 times"
    let vocabulary = WordVocabulary(of: [text, text], limit: 100)
    #expect(Set(vocabulary.words) == ["don't", "stop", "!", "'", "it's'", "3", "times"])
    #expect(vocabulary.encode("!!").count == 2)
  }

  @Test func `letters of other scripts are letters`() {
    let text = "Straße ΩΜΈΓΑ 東京 é"
    let vocabulary = WordVocabulary(of: [text, text], limit: 100)
    #expect(Set(vocabulary.words) == ["straße", "ωμέγα", "東京", "é"])
    #expect(vocabulary.encode("STRASSE É").last == vocabulary.encode("é")[0])
  }

  @Test func `the limit keeps the most frequent`() {
    let texts = ["b a c", "b a c", "b"]
    #expect(WordVocabulary(of: texts, limit: 2).words == ["b", "a"])
    #expect(WordVocabulary(of: [], limit: 2).count == 1)
  }

  @Test func `tokens start at 1, and padding counts among them`() throws {
    let words = WordVocabulary(of: ["one two", "one two", "one"], limit: 9)
    let vocabulary = TextVocabulary.words(words)
    #expect(vocabulary.count == 4)
    #expect(vocabulary.tokens(of: "two one three") == [2, 1, 3])
    #expect(vocabulary.kind == "words")
    let stored = try JSONEncoder().encode(vocabulary)
    #expect(try JSONDecoder().decode(TextVocabulary.self, from: stored) == vocabulary)
  }

  @Test func `a text is padded at its end and cut to the length`() throws {
    let words = WordVocabulary(of: ["one two", "one two", "one"], limit: 9)
    let record = TextRecord(path: "", digest: "", vocabulary: .words(words), length: 3)
    #expect(record.input == .tokens(vocabulary: 4, length: 3))
    let tokens = try record.tensor(["two", "", "one two one two"])
    #expect(tokens.shape == [3, 3])
    #expect(try tokens.scalars(as: Int32.self) == [2, 0, 0, 0, 0, 0, 1, 2, 1])
  }
}
