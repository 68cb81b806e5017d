internal import DataFiles
internal import Foundation
internal import Models
internal import Records
internal import Tables
internal import Torch
internal import Training

/// A user's table that has been read, with what was inferred from it.
struct OpenTable: Sendable {
  let task: TableTask
  let file: TableFile
  let schema: TableSchema
  /// The rows that have a target.
  let rows: [Int]
  /// The table to hold out; nil for rows of the same one.
  let heldOutFile: TableFile?
  /// The encoders, fitted on all rows, for the sizes of the network alone.
  let input: ModelInput
  let output: ModelOutput
  let form: any ModelForm

  init(_ task: TableTask) throws {
    self.task = task
    file = try TableFile(path: task.path, encoding: task.encoding)
    let choices = TableChoices(
      target: task.target, purpose: task.purpose, kinds: task.columns, dropped: task.drop)
    schema = try TableSchema(file, choices: choices)
    rows = try schema.rows(of: file)
    heldOutFile = try task.heldOut.path.map {
      try TableFile(path: $0, encoding: task.encoding)
    }
    try Self.check(task, schema)
    guard !schema.features.isEmpty else {
      // Only a text is left to learn from.
      (input, output, form) = (.table(numbers: 0, codes: []), .vector(1), BagModel())
      return
    }
    let encoder = try TableEncoder(file, schema: schema, rows: rows)
    let target = try TargetEncoder(file, schema: schema, rows: rows)
    input = encoder.input
    output = .vector(schema.purpose == .classify ? target.classes.count : 1)
    form = task.model?.form ?? Self.form(for: input, rows: rows.count, purpose: schema.purpose)
    _ = try form.network(for: input, output)
  }

  /// Refuses arguments that would do nothing.
  private static func check(_ task: TableTask, _ schema: TableSchema) throws {
    if task.classWeights, schema.purpose == .regress {
      throw DataFileError(
        file: task.path, column: schema.target,
        requirement: "class weights are for a target of classes", received: "a number")
    }
    if let column = task.splitBy, task.heldOut.path != nil {
      throw DataFileError(
        file: task.path, column: column,
        requirement: "rows may be held out by a column only where no file is held out",
        received: "both")
    }
  }

  /// The number of rows to train on, for a random split.
  var trainingRowCount: Int {
    heldOutFile == nil
      ? Int((Double(rows.count) * (1 - task.heldOut.fraction)).rounded()) : rows.count
  }

  /// Below this number of held-out rows, one row more or less is over 5 % of an accuracy.
  private static let fewRows = 20

  /// Where the data is, in a few words.
  var source: String {
    "\(file.path), \(file.rowCount) rows, \(file.columnNames.count) columns"
  }

  /// The network for the rows to train on. There a column may have fewer categories than in all rows,
  /// so few that the model of factors has none to learn.
  private func form(for trained: ModelInput) -> any ModelForm {
    guard task.model == nil, (try? form.network(for: trained, output)) == nil else { return form }
    return TableSettings(rows: rows.count, purpose: schema.purpose).form
  }

  private static func form(
    for input: ModelInput, rows: Int, purpose: TablePurpose
  ) -> any ModelForm {
    if case .table(let numbers, let codes) = input, codes.count == 2, numbers <= 2,
      purpose == .regress
    {
      return FactorsModel()
    }
    return TableSettings(rows: rows, purpose: purpose).form
  }

  /// The split, the encoded rows, and all that is told of them.
  func data(seed: UInt64) throws -> TrainingTask.TaskData {
    let split = try split(seed: seed)
    let encoder = try TableEncoder(file, schema: schema, rows: split.training)
    let target = try TargetEncoder(file, schema: schema, rows: split.training)
    let record = try ModelRecord(
      model: form(for: encoder.input), input: encoder.input,
      answer: target.answer(weights: task.classWeights ? weights(target, split.training) : nil),
      data: .table(
        TableRecord(
          path: file.path, digest: file.digest, heldOutDigest: heldOutFile?.digest,
          encoding: task.encoding, schema: schema, encoder: encoder, target: target)))
    let held = heldOutFile ?? file
    let training = try EncodedTable(file, split.training, encoder, target)
    let validation = try EncodedTable(held, split.heldOut, encoder, target)
    return TrainingTask.TaskData(
      training: training.dataset, validation: validation.dataset, record: record,
      summary: summary(record, split),
      baselines: { try TableBaselines(training, validation, target).all },
      files: heldOutFile(split))
  }

  /// The held-out rows for the run's folder, as they are in their file.
  func heldOutFile(_ split: (training: [Int], heldOut: [Int])) -> [RunFile] {
    let held = heldOutFile ?? file
    return [
      RunFile(name: "held-out.csv") { url in
        try PredictionTable(held, rows: split.heldOut, adding: []).write(to: url.path)
      }
    ]
  }

  /// The rows to train on, and the held-out rows of the same or the other file.
  func split(seed: UInt64) throws -> (training: [Int], heldOut: [Int]) {
    if let heldOutFile {
      return (rows, try schema.labelledRows(of: heldOutFile))
    }
    let fraction = task.heldOut.fraction
    let split =
      try task.splitBy.map {
        try TableSplit(file, schema: schema, by: $0, fraction: fraction, seed: seed)
      } ?? TableSplit(file, schema: schema, fraction: fraction, seed: seed)
    return (split.training, split.heldOut)
  }

  /// n/(classes·examples) of each class, as scikit-learn's `balanced`.
  func weights(_ target: TargetEncoder, _ rows: [Int]) throws -> [Double]? {
    let classes = target.classes
    guard !classes.isEmpty else { return nil }
    var counts = [Double](repeating: 0, count: classes.count)
    for code in try target.codes(file, rows: rows) { counts[Int(code)] += 1 }
    return counts.map { $0 > 0 ? Double(rows.count) / (Double(classes.count) * $0) : 0 }
  }

  func summary(
    _ record: ModelRecord, _ split: (training: [Int], heldOut: [Int])
  ) -> DataSummary {
    var summary = DataSummary(source: source)
    let kind =
      switch record.answer {
      case .classes(let names, _): "\(names.count) classes"
      default: "a number"
      }
    summary.tell("target", "\(schema.target), \(kind)", option: "--target, --classify, --regress")
    let how =
      heldOutFile.map { $0.path } ?? task.splitBy.map { "by column '\($0)'" } ?? "at random"
    summary.tell(
      "held out",
      "\(split.heldOut.count) of \(split.training.count + split.heldOut.count) rows, \(how)",
      option: "--held-out, --split-by")
    summary.columns = schema.columns.map {
      DataSummary.Column(
        name: $0.name, kind: $0.kind.title, reason: $0.reason, missing: $0.missing,
        examples: $0.examples)
    }
    summary.notices = schema.notices
    if split.heldOut.count < Self.fewRows {
      summary.notices.append(
        "Only \(split.heldOut.count) held-out \(split.heldOut.count == 1 ? "row" : "rows"): the measures "
          + "on them say little.")
    }
    return summary
  }
}
