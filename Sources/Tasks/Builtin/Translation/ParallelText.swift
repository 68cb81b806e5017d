internal import DataFiles
internal import Foundation
internal import Media
internal import Tables
internal import Torch
package import Training

/// Sentences with their translations: the lines of two files.
package struct ParallelText: Sendable {
  /// The sentences.
  package private(set) var source: [String] = []
  /// Their translations.
  package private(set) var target: [String] = []
  /// The number of pairs that were left out because a side was empty.
  package internal(set) var emptyCount = 0

  /// The pairs of two files that each hold one sentence a line; pairs with an empty side are left out.
  ///
  /// - Throws: `DataFileError` if one has more lines than the other, or no pair is left.
  package init(files source: String, _ target: String) throws {
    func text(_ path: String) throws -> String {
      try TextFile.read(URL(fileURLWithPath: path)).text
    }
    try self.init(text(source), text(target), files: (source, target))
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
      if sentence.isEmpty || translation.isEmpty {
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

  /// The lines of a text without the spaces around them, ended by a line feed alone or with a carriage
  /// return; other ends of lines that Unicode knows are part of a sentence.
  package static func lines(of text: String) -> [String] {
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { String(Substring($0)).trimmingCharacters(in: .whitespacesAndNewlines) }
  }
}

extension ParallelText {
  /// The names of a table's columns with sentences and translations.
  package static let columns = (source: "source", target: "target")

  /// Writes the pairs as a table.
  func write(to path: String) throws {
    let header = CSVLine.text([Self.columns.source, Self.columns.target])
    let rows = zip(source, target).lazy.map { CSVLine.text([$0, $1]) }
    try LinesFile.write([header] + rows, to: path)
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
    // The logits of a thousand captions are half a gigabyte.
    let most = max(1, 64 * 128 / max(128, lengths.max() ?? 1))
    return OrderedDataset(sentences) { _, batchSize, seed, mode in
      try BucketedOrder(
        lengths: lengths, batchSize: mode == .evaluation ? min(batchSize, most) : batchSize,
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
