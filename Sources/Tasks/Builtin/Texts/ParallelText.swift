internal import DataFiles
package import Foundation
internal import Media
internal import Torch
package import Training

/// Sentences with their translations: the lines of two files.
package struct ParallelText: Sendable {
  /// The sentences.
  package private(set) var source: [String] = []
  /// Their translations.
  package private(set) var target: [String] = []
  /// The number of pairs that were left out because a side was empty.
  package private(set) var emptyCount = 0

  /// The pairs of two files that each hold one sentence a line; pairs with an empty side are left out.
  ///
  /// - Throws: `DataFileError` if one has more lines than the other, or no pair is left.
  package init(_ source: URL, _ target: URL) throws {
    let (own, other) = (try TextFile.read(source).text, try TextFile.read(target).text)
    try self.init(own, other, files: (source.path, target.path))
  }

  init(_ source: String, _ target: String, files: (source: String, target: String)) throws {
    let (own, other) = (Self.lines(of: source), Self.lines(of: target))
    guard own.count == other.count else {
      throw DataFileError(
        file: files.target,
        requirement: "the translations must have a line for each of the \(own.count) lines of "
          + files.source, received: "\(other.count)")
    }
    for (sentence, translation) in zip(own, other) {
      if sentence.allSatisfy(\.isWhitespace) || translation.allSatisfy(\.isWhitespace) {
        emptyCount += 1
      } else {
        self.source.append(sentence)
        self.target.append(translation)
      }
    }
    guard !self.source.isEmpty else {
      throw DataFileError(
        file: files.source, requirement: "there must be a sentence with its translation",
        received: "none")
    }
  }

  /// Sentences with their translations, as many of both.
  package init(_ source: [String], _ target: [String]) {
    precondition(source.count == target.count, "each sentence must have a translation")
    (self.source, self.target) = (source, target)
  }

  /// The number of pairs.
  package var count: Int { source.count }

  /// The pairs at `places`.
  package func pairs(at places: [Int]) -> ParallelText {
    ParallelText(places.map { source[$0] }, places.map { target[$0] })
  }

  /// The lines of a text, ended by a line feed alone or with a carriage return; others that Unicode
  /// knows as line ends are part of a sentence.
  package static func lines(of text: String) -> [String] {
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { line in String(Substring(line.last == 0x0D ? line.dropLast() : line)) }
  }
}

extension TranslationRecord {
  /// The pairs as tokens, the targets also with the token that begins them, in batches of sentences of
  /// similar length.
  package func dataset(_ text: ParallelText) -> any Dataset {
    let sequences = [
      "source": text.source.map { tokens(of: $0) },
      "target": text.target.map { [end] + tokens(of: $0) },
    ]
    let sentences = SequenceDataset(sequences, padding: Int64(0))
    let lengths = sentences.lengths
    return OrderedDataset(sentences) { _, batchSize, seed, mode in
      // The logits of a thousand sentences are half a gigabyte.
      try BucketedOrder(
        lengths: lengths, batchSize: mode == .evaluation ? min(batchSize, 64) : batchSize,
        seed: mode == .training ? seed : nil)
    }
  }

  /// The pairs that are not longer than the model takes.
  package func fitting(_ text: ParallelText) -> ParallelText {
    text.pairs(
      at: (0..<text.count).filter {
        vocabulary.tokens(of: text.source[$0]).count < length
          && vocabulary.tokens(of: text.target[$0]).count < length
      })
  }
}
