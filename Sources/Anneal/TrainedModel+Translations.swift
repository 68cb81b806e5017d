internal import DataFiles
internal import Foundation
internal import Media
internal import Tables
internal import Tasks
internal import Torch
internal import Training

// Models that translate.
extension TrainedModel {
  /// The number of beginnings that are continued together: 32 sentences with five beams.
  private static let beginningsTogether = 160

  /// The translations of the sentences in a file, one a line.
  func predictions(
    _ path: String, _ record: TranslationRecord, _ search: BeamSearch,
    progress: (_ done: Int, _ total: Int) -> Void
  ) throws -> any Predictions {
    let text = try TextFile.read(URL(fileURLWithPath: path)).text
    let sentences = ParallelText.lines(of: text)
    try check(sentences, record, file: path) { $0 + 1 }
    return LinePredictions(
      lines: try translations(sentences, record, search, progress: progress))
  }

  /// The loss, the perplexity, BLEU and chrF on a table of sentences and translations.
  func evaluation(
    _ path: String, _ record: TranslationRecord, _ search: BeamSearch,
    progress: (_ done: Int, _ total: Int) -> Void
  ) throws -> (Evaluation, examples: Int) {
    let file = try TableFile(path: path)
    func column(_ name: String) throws -> [String] {
      let column = try file.column(named: name)
      return (0..<file.rowCount).map { file.text(row: $0, column: column) }
    }
    let (source, target) = (
      try column(ParallelText.columns.source), try column(ParallelText.columns.target)
    )
    try check(source, record, file: path, line: file.line)
    try check(target, record, file: path, line: file.line)
    let text = ParallelText(source, target)
    let own = try Evaluation(of: model, on: record.dataset(text))
    let found = try translations(source, record, search, progress: progress)
    let references = target.map { [$0] }
    let measures = [
      "BLEU": Measure.sacreBLEU(of: found, references: references).value,
      "chrF": Measure.chrF(of: found, references: references).value,
    ]
    return (
      Evaluation(loss: own.loss, measures: own.measures.merging(measures) { $1 }), source.count
    )
  }

  /// Checks that no sentence is longer than the model takes.
  private func check(
    _ sentences: [String], _ record: TranslationRecord, file: String, line: (_ place: Int) -> Int
  ) throws {
    for (place, sentence) in sentences.enumerated() {
      let count = record.tokens(of: sentence).count
      guard count > record.length else { continue }
      throw DataFileError(
        file: file, line: line(place),
        requirement: "a sentence must have at most \(record.length - 1) tokens, as the model has",
        received: "\(count - 1)", advice: "divide it")
    }
  }

  /// The translation of each sentence; an empty one for an empty sentence.
  private func translations(
    _ sentences: [String], _ record: TranslationRecord, _ search: BeamSearch,
    progress: (_ done: Int, _ total: Int) -> Void
  ) throws -> [String] {
    guard let network = (model as? TranslationModel)?.body else {
      preconditionFailure("the model must translate; received \(type(of: model))")
    }
    let tokens = sentences.map { record.tokens(of: $0) }
    var found = [String](repeating: "", count: sentences.count)
    // Sentences of similar length need little padding.
    let order = tokens.indices.filter { tokens[$0].count > 1 }
      .sorted { (tokens[$0].count, $0) < (tokens[$1].count, $1) }
    let together = max(1, Self.beginningsTogether / search.beams)
    for start in stride(from: 0, to: order.count, by: together) {
      let places = order[start..<min(order.count, start + together)]
      let texts = places.map { tokens[$0] }
      let translations = try search.translations(
        of: texts, by: network, end: record.end,
        longest: texts.map { min(record.length, 2 * $0.count + 10) })
      for (place, translation) in zip(places, translations) {
        found[place] = record.sentence(of: translation.tokens)
      }
      progress(min(order.count, start + places.count), order.count)
    }
    return found
  }
}

/// Predictions that are a line for each line of the input.
struct LinePredictions: Predictions {
  let lines: [String]

  var allLines: AnySequence<String> { AnySequence(lines) }

  func write(to path: String) throws { try LinesFile.write(lines, to: path) }
}
