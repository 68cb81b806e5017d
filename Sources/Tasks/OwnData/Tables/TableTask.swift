internal import DataFiles
internal import Foundation
internal import LearningRate
internal import Models
internal import Notation
internal import Optimizers
internal import Tables
internal import Training

/// A table of the user: `csv("prices.csv", target: "price")`.
struct TableTask: OwnDataForm {
  var path = ""
  var target: String?
  var purpose: TablePurpose?
  var columns: [String: ColumnKind] = [:]
  var drop: [String] = []
  var heldOut = HeldOut.fraction(0.2)
  var splitBy: String?
  var model: ModelNotation?
  var weights: StartingWeights?
  var encoding = TableEncoding.automatic
  var classWeights = false

  static let word = NotationWord(
    "csv", summary: "a table of your own: CSV, TSV or semicolons; a class or a number",
    example: "csv(\"prices.csv\", target: \"price\", heldOut: 0.1)")

  static var parameters: NotationParameters<TableTask> {
    [
      .unlabelled("file", \.path, .path, shown: "\"file\""),
      .optional("target", \.target, .any("\"column\""), otherwise: "found"),
      .optional("purpose", \.purpose, .cases, otherwise: "found"),
      .columnKinds("columns", \.columns),
      .optional("drop", \.drop, .any("[\"column\", …]")),
      .optional("heldOut", \.heldOut, .heldOut),
      .optional("splitBy", \.splitBy, .any("\"column\""), otherwise: "at random"),
      .optional("model", \.model, .any("model"), otherwise: "by size"),
      .optional("weights", \.weights, .any(StartingWeights.shown), otherwise: "random"),
      .optional("encoding", \.encoding, .cases),
      .optional("classWeights", \.classWeights, .flag),
    ]
  }

  var task: TrainingTask {
    get throws {
      let table = try OpenTable(self)
      if table.schema.features.isEmpty { return try textTask(table) }
      let settings = TableSettings(rows: table.trainingRowCount, purpose: table.schema.purpose)
      return try TrainingTask(
        own: self, name: TrainingTask.name(ofPath: path), data: table.source,
        architecture: table.form.architecture(for: table.input, table.output),
        optimizer: .adamw(weightDecay: table.form is FactorsModel ? 0.1 : settings.weightDecay),
        length: .epochs(Double(settings.epochs)), batchSize: settings.batchSize, threads: 1,
        validateEvery: .percent(2), load: { seed, _ in try table.data(seed: seed) })
    }
  }

  /// The task of a table whose only input is a text.
  private func textTask(_ table: OpenTable) throws -> TrainingTask {
    guard let texts = OpenTextTable(table) else {
      throw DataFileError(
        file: path, column: table.schema.target,
        requirement: "a target that is learned from a text must be a class", received: "a number",
        advice: "--classify takes it as classes")
    }
    let rows = table.trainingRowCount
    let batchSize = rows < 2_000 ? 16 : 32
    return try TrainingTask(
      own: self, name: TrainingTask.name(ofPath: path), data: table.source,
      architecture: "\(type(of: texts.form).word.name) by size",
      optimizer: .adamw(weightDecay: 0.1),
      length: .epochs(Double(min(15, max(3, 1_000 * batchSize / max(1, rows))))),
      batchSize: batchSize, threads: 1, validateEvery: .percent(5),
      load: { seed, _ in try texts.data(seed: seed) })
  }
}
