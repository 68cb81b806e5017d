import DataFiles
import Foundation
import Media
import Tasks
import Testing
import Torch
import Training

/// Sentences with their translations, from two files.
@Suite struct ParallelTextTests {
  private let folder = OwnDataFolder()

  private func text(_ source: String, _ target: String) throws -> ParallelText {
    let files = [try folder.write("a.en", source), try folder.write("a.de", target)]
    return try ParallelText(files: files[0], files[1])
  }

  @Test func `lines end with a line feed, with or without a carriage return`() throws {
    let text = try text("one\r\ntwo\u{2028}half\nthree", "eins\nzwei\ndrei\n")
    #expect(text.source == ["one", "two\u{2028}half", "three"])
    #expect(text.target == ["eins", "zwei", "drei"])
  }

  @Test func `pairs with an empty side are left out and counted`() throws {
    let text = try text("one\n\n three\nfour\n", "eins\nzwei\ndrei\n \t\n")
    #expect(text.source == ["one", "three"] && text.target == ["eins", "drei"])
    #expect(text.emptyCount == 2)
  }

  @Test func `files of different lengths are refused with both numbers`() {
    let error = #expect(throws: DataFileError.self) { try text("one\ntwo\n", "eins\nzwei\ndrei\n") }
    #expect(
      "\(error!)".contains("a.de: the translations must have a line for each of the 2 lines of"))
    #expect("\(error!)".hasSuffix("a.en; received 3"), "\(error!)")
  }

  @Test func `files without a pair are refused`() {
    let error = #expect(throws: DataFileError.self) { try text("\n \n", "eins\nzwei\n") }
    #expect("\(error!)".contains("there must be a sentence with its translation; received none"))
  }

  @Test func `tokens end with the end, targets begin with it, and come back as text`() throws {
    let record = TranslationRecord(
      source: "a", target: "b", digest: "", vocabulary: .characters(CharacterVocabulary(of: "abc")),
      length: 4)
    // a, b, c are 1 to 3, unknown ones 4, the end 5.
    #expect(record.end == 5 && record.tokens(of: "cab?") == [3, 1, 2, 4, 5])
    #expect(record.sentence(of: [3, 1, 2]) == "cab")
    let text = try text("ab\nabca\nc\n", "b\nc\naaaa\n")
    #expect(record.fitting(text).source == ["ab"])
    let batch = try record.dataset(text).batch([0, 2])
    #expect(try batch["source"].scalars(as: Int64.self) == [1, 2, 5, 3, 5, 0])
    #expect(
      try batch["target"].scalars(as: Int64.self) == [5, 2, 5, 0, 0, 0, 5, 1, 1, 1, 1, 5])
  }
}
