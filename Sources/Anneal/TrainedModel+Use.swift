internal import DataFiles
internal import Foundation
internal import Models
internal import Tables
internal import Tasks
package import Training

/// Predictions as the lines of a CSV file.
package protocol Predictions {
  /// The header and the rows, without line ends.
  var allLines: AnySequence<String> { get }

  /// Writes the lines into the file at `path`, as a whole or not at all.
  func write(to path: String) throws
}

extension PredictionTable: Predictions {
  package var allLines: AnySequence<String> { AnySequence(lines) }
}

extension TrainedModel {
  /// The predictions for a file or folder like the one that was trained on.
  ///
  /// - Parameters:
  ///   - interval: for a number, the fraction of the held-out targets that an interval around
  ///   the prediction holds; see ``heldOutError(_:fraction:)``.
  ///   - search: how translations are searched for; nil for five beams.
  ///   - progress: called while sentences are translated.
  /// - Throws: `DataFileError` for an input that cannot be read or lacks a column; `TrainingError` for
  ///   an interval around a class.
  /// - Precondition: `search` is nil for a model that does not translate.
  package func predictions(
    for path: String, interval: Double? = nil, search: BeamSearch? = nil,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> any Predictions {
    precondition(search == nil || translates, "only a model that translates searches")
    if interval != nil {
      guard case .number = record.answer else {
        throw TrainingError("an interval is for numbers, and this model does not predict one")
      }
    }
    try record.data.check(path, labels: false)
    switch record.data {
    case .table(let table): return try predictions(path, table, interval: interval)
    case .images(let images): return try predictions(path, images)
    case .sounds(let sounds): return try predictions(path, sounds)
    case .text(let text): return try predictions(path, text)
    case .translation(let record):
      return try predictions(path, record, search ?? BeamSearch(), progress: progress)
    }
  }

  /// The loss and the measures on labelled examples, and their number; nil for the held-out ones of
  /// the run.
  ///
  /// - Throws: `DataFileError` for an input that cannot be read, or lacks a column or the target.
  package func evaluation(
    on path: String?, search: BeamSearch? = nil,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> (Evaluation, examples: Int) {
    precondition(search == nil || translates, "only a model that translates searches")
    if path == nil, !FileManager.default.fileExists(atPath: heldOutPath) {
      throw TrainingError(
        "the run's folder must hold its held-out examples, \(heldOutPath), which are missing; give "
          + "labelled data")
    }
    let path = path ?? heldOutPath
    guard FileManager.default.fileExists(atPath: path) else {
      throw DataFileError(
        .missing, file: path, requirement: "the labelled examples must be there",
        received: "no such file or folder")
    }
    try record.data.check(path, labels: true)
    switch record.data {
    case .table(let table): return try evaluation(path, table)
    case .images(let images): return try evaluation(path, images)
    case .sounds(let sounds): return try evaluation(path, sounds)
    case .text(let text): return try evaluation(path, text)
    case .translation(let record):
      return try evaluation(path, record, search ?? BeamSearch(), progress: progress)
    }
  }

  /// Whether the model translates sentences.
  package var translates: Bool {
    if case .translation = record.data { true } else { false }
  }
}
