import Anneal
import Foundation
import Media
import Tasks

/// Learns byte pairs on `text.txt` of a folder, writes `tokenizer.json` into it, and prints the tokens
/// of each line of `lines.txt`.
///
///     anneal-benchmarks tokens FOLDER SIZE
///
/// `scripts/tokenizer-check` compares them with those of Hugging Face's `tokenizers`.
struct TokenLines {
  private let folder: URL
  private let size: Int

  init(_ folder: String, size: String) throws {
    guard let size = Int(size), (256...1_000_000).contains(size) else {
      throw TrainingError("the size must be 256 to 1,000,000 tokens; received '\(size)'")
    }
    (self.folder, self.size) = (URL(fileURLWithPath: folder), size)
  }

  func show() throws {
    let text = try String(
      contentsOf: folder.appendingPathComponent("text.txt"), encoding: .utf8)
    let start = ContinuousClock.now
    let pairs = BytePairVocabulary(learnedFrom: text, size: size)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let vocabulary = TextVocabulary.bytePairs(pairs)
    try TokenizerFile(vocabulary)?.encoded()
      .write(to: folder.appendingPathComponent("tokenizer.json"))
    let lines = try Data(contentsOf: folder.appendingPathComponent("lines.txt"))
    for line in lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let tokens = vocabulary.tokens(of: String(decoding: line, as: UTF8.self))
      guard tokens.flatMap({ vocabulary.bytes(of: $0) }).elementsEqual(line) else {
        throw TrainingError("a line must come back as it was; received \(Array(line))")
      }
      print(tokens.map(String.init).joined(separator: " "))
    }
    FileHandle.standardError.write(Data("learned \(pairs.count) tokens in \(seconds) s\n".utf8))
  }
}
