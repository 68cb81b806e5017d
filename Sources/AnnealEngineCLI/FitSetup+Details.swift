internal import Anneal
internal import AnnealCLI
internal import Foundation
internal import Records
internal import Tasks
internal import Training

extension FitSetup {
  /// Measures what the report of a finished run shows of its model, and writes it into the run's
  /// folder; nothing for a task whose model has neither a record nor pictures.
  ///
  /// - Throws: an error of the data, the engine or the disk.
  func writeDetails(into folder: URL) throws {
    var details = ReportDetails()
    if data.record != nil {
      details = try TrainedModel(runFolder: folder).details(on: validation, summary)
    } else if let samples = data.samples {
      details.samples = try learner.withEvaluationParameters { try samples(learner.model) }
    } else {
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try OutputFile.replace(
      folder.appendingPathComponent(ReportDetails.file).path,
      with: String(decoding: encoder.encode(details), as: UTF8.self))
  }
}
