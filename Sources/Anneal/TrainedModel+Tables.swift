internal import DataFiles
internal import Foundation
internal import Models
internal import Notation
internal import Tables
internal import Tasks
internal import Torch
internal import Training

extension TrainedModel {
  /// The file of the rows that were not trained on.
  var heldOutPath: String { folder.appendingPathComponent("held-out.csv").path }

  /// The loss and the measures on the labelled rows of the table at `path`.
  func evaluation(_ path: String, _ table: TableRecord) throws -> (Evaluation, examples: Int) {
    let file = try TableFile.read(path, like: table.encoding)
    let rows = try table.schema.labelledRows(of: file)
    let data = try EncodedTable(file, rows, table.encoder, table.target).dataset
    return (try Evaluation(of: model, on: data), rows.count)
  }

  /// The rows of the table at `path` with their predictions.
  func predictions(
    _ path: String, _ table: TableRecord, interval: Double?
  ) throws -> PredictionTable {
    let file = try TableFile.read(path, like: table.encoding)
    let rows = Array(0..<file.rowCount)
    let outputs = try outputs(for: EncodedTable(file, rows, table.encoder, nil).inputs)
    switch record.answer {
    case .classes(let names, _):
      guard interval == nil else {
        throw TrainingError("an interval is for numbers, and this model does not predict one")
      }
      return PredictionTable(file, rows: rows, adding: try Self.columns(outputs, names))
    case .number(let center, let scale):
      let values = try outputs.scalars(as: Float.self).map { center + scale * Double($0) }
      var columns = [PredictionTable.Column.numbers("prediction", values.map(PredictionText.text))]
      if let interval {
        let error = try heldOutError(table, fraction: interval)
        columns += [("low", -error), ("high", error)].map { end, change in
          .numbers("prediction \(end)", values.map { PredictionText.text($0 + change) })
        }
      }
      return PredictionTable(file, rows: rows, adding: columns)
    case .nextToken, .translation: preconditionFailure("a table has no next tokens")
    }
  }

  /// The class of the largest logit, and the probability of each class.
  static func columns(
    _ logits: Tensor, _ names: [String]
  ) throws -> [PredictionTable.Column] {
    let chosen = try logits.argmax().scalars(as: Int64.self).map { names[Int($0)] }
    let probabilities = try logits.softmax()
    return try [.texts("prediction", chosen)]
      + names.enumerated().map { index, name in
        let column = try probabilities.narrowed(1, to: index..<index + 1).scalars(as: Float.self)
        return .numbers("probability \(name)", column.map(PredictionText.text))
      }
  }

  /// The half-width e of a split conformal interval: at least `fraction` of new targets lie within
  /// prediction ± e, if they come from where the held-out rows came from.
  ///
  /// It is the ⌈(n + 1)·fraction⌉-th smallest absolute error on the n held-out rows.
  ///
  /// Source: Lei et al., *Distribution-Free Predictive Inference for Regression*, 2018, section 2.2.
  ///
  /// - Throws: `TrainingError` if the held-out rows are too few for such a fraction.
  func heldOutError(_ table: TableRecord, fraction: Double) throws -> Double {
    guard FileManager.default.fileExists(atPath: heldOutPath) else {
      throw TrainingError(
        "an interval needs the run's held-out rows, \(heldOutPath), which are missing")
    }
    let file = try TableFile(path: heldOutPath)
    let rows = try table.schema.rows(of: file)
    let data = try EncodedTable(file, rows, table.encoder, table.target)
    guard let targets = data.targets, case .number(_, let scale) = record.answer else { return 0 }
    let errors = try (outputs(for: data.inputs) - targets).magnitude().scalars(as: Float.self)
      .map { Double($0) * scale }.sorted()
    let rank = Int((Double(errors.count + 1) * fraction).rounded(.up))
    guard rank <= errors.count else {
      let most = Double(errors.count) / Double(errors.count + 1)
      throw TrainingError(
        "--interval must be at most \(most.notationText) with \(errors.count) held-out rows; "
          + "received \(fraction.notationText)")
    }
    return errors[rank - 1]
  }
}
