internal import DataFiles
internal import Foundation
internal import Media
internal import Notation
package import Records
internal import Tables
package import Tasks
internal import Torch
package import Training

// What the report page shows of a model besides its measures.
extension TrainedModel {
  private static let mostAnswers = 2_000
  private static let worstCount = 12

  /// The details of the held-out examples `validation`; only the columns for a model of next
  /// tokens or of translations.
  ///
  /// - Throws: errors of the data, if the held-out file of the run's folder has changed;
  ///   `TorchError` when out of memory.
  package func details(
    on validation: any Dataset, _ summary: DataSummary?
  ) throws -> ReportDetails {
    var details = ReportDetails()
    details.columns = (summary?.columns ?? []).map {
      .init(
        name: $0.name, kind: $0.kind, reason: $0.reason, missing: $0.missing, examples: $0.examples)
    }
    if case .nextToken = record.answer {
      if let model = model as? any SequenceModel {
        let rows = ArraySlice(Int64(0)..<Int64(min(16, validation.count)))
        details.gradientFlow = try model.gradientFlow(of: validation.batch(rows)).norms
      }
      return details
    }
    if case .translation = record.answer { return details }
    let answers = try HeldOutAnswers(of: self, on: validation)
    details.confusion = answers.confusion
    details.answers = EvenRows.indices(Self.mostAnswers, of: answers.numbers.count)
      .map { answers.numbers[$0] }
    let worst = answers.losses.indices.sorted { answers.losses[$0] > answers.losses[$1] }
    details.worst = try examples(
      Array(worst.prefix(Self.worstCount)), among: answers, on: validation)
    if case .table(let table) = record.data {
      details.importances = try ColumnImportances(of: self, table, on: validation).all
    }
    return details
  }

  /// The column of the held-out file that holds what is predicted.
  private var targetColumn: String? {
    switch record.data {
    case .table(let table): table.schema.target
    case .text(let text): text.columns?.target
    case .images, .sounds: "label"
    case .translation: nil
    }
  }

  /// The examples at `indices`, with what they are as far as the run's folder says.
  private func examples(
    _ indices: [Int], among answers: HeldOutAnswers, on validation: any Dataset
  ) throws -> [ReportDetails.Example] {
    var examples = indices.map { answers.example($0) }
    let isThere = FileManager.default.fileExists(atPath: heldOutPath)
    let table: TableFile? = isThere ? try TableFile(path: heldOutPath) : nil
    for (place, index) in indices.enumerated() {
      if let table, index < table.rowCount {
        for (column, name) in table.columnNames.enumerated() where name != targetColumn {
          examples[place].facts.append(.init(name, table.text(row: index, column: column)))
        }
      }
      guard case .images(let images) = record.data else { continue }
      let input = try validation.batch([Int64(index)]).input
      let size = images.size
      let values = try input.converted(to: .float32, on: .cpu).scalars(as: Float.self)
      let pixels = values.enumerated().map { element, value in
        let channel = element / (size.height * size.width)
        return value * Float(images.deviations[channel]) + Float(images.means[channel])
      }
      examples[place].picture = BMP.file(
        pixels, channels: size.channels, height: size.height, width: size.width)
    }
    return examples
  }
}
