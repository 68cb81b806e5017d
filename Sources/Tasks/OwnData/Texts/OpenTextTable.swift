internal import Foundation
internal import Models
internal import Records
internal import Tables
package import Torch
package import Training

/// A user's table whose only input is a column of free text, and whose target is a class.
struct OpenTextTable: Sendable {
  let table: OpenTable
  private let column: String
  private static let mostWords = 20_000
  private static let mostTokens = 256

  /// The reading of `table` as texts; nil if it has other inputs, or its target is a number.
  init?(_ table: OpenTable) {
    guard table.schema.features.isEmpty, table.schema.purpose == .classify,
      let column = table.schema.texts.first
    else { return nil }
    (self.table, self.column) = (table, column.name)
  }

  var form: any ModelForm { table.task.model?.form ?? BagModel() }

  func data(seed: UInt64) throws -> TrainingTask.TaskData {
    let file = table.file
    let split = try table.split(seed: seed)
    let held = table.heldOutFile ?? file
    let texts = try Self.texts(file, split.training, column)
    let vocabulary = TextVocabulary.words(WordVocabulary(of: texts, limit: Self.mostWords))
    let lengths = texts.map { vocabulary.tokens(of: $0).count }.sorted()
    let length = min(Self.mostTokens, max(4, lengths[lengths.count * 95 / 100]))
    let target = try TargetEncoder(file, schema: table.schema, rows: split.training)
    let text = TextRecord(
      path: file.path, digest: file.digest, heldOutDigest: table.heldOutFile?.digest,
      encoding: table.task.encoding, vocabulary: vocabulary, length: length,
      columns: .init(text: column, target: table.schema.target))
    let weights = table.task.classWeights ? try table.weights(target, split.training) : nil
    let record = try ModelRecord(
      model: form, input: text.input, answer: .classes(target.classes, weights: weights),
      data: .text(text))
    let training = try text.dataset(
      texts, target.codes(file, rows: split.training))
    let heldTexts = try Self.texts(held, split.heldOut, column)
    let heldCodes = try target.codes(held, rows: split.heldOut)
    var summary = table.summary(record, split)
    summary.tell(
      "text",
      "column '\(column)', \(vocabulary.count - 2) words that occur twice, \(length) at most")
    let others = table.schema.texts.dropFirst().map { "'\($0.name.prefix(40))'" }
    if !others.isEmpty {
      summary.notices.append(
        "Only the text '\(column.prefix(40))' is learned from; left out: "
          + "\(others.joined(separator: ", ")). Drop it, or join the columns, to learn from another."
      )
    }
    return TrainingTask.TaskData(
      training: training, validation: try text.dataset(heldTexts, heldCodes), record: record,
      summary: summary,
      baselines: {
        try Self.baselines(
          text, (texts, target.codes(file, rows: split.training)),
          (heldTexts, heldCodes), target.classes)
      },
      files: table.heldOutFile(split))
  }

  /// The texts of a column.
  static func texts(_ file: TableFile, _ rows: [Int], _ name: String) throws -> [String] {
    let column = try file.column(named: name)
    return rows.map { file.text(row: $0, column: column) }
  }

  /// The majority, and a linear model over the 2,000 most frequent words that a text holds or not.
  private static func baselines(
    _ text: TextRecord, _ training: ([String], [Int64]), _ heldOut: ([String], [Int64]),
    _ classes: [String]
  ) throws -> [Baseline] {
    let width = min(2_000, text.vocabulary.count)
    func inputs(_ texts: [String]) throws -> Tensor {
      var values = [Double](repeating: 0, count: texts.count * width)
      for (row, text_) in texts.enumerated() {
        for token in text.vocabulary.tokens(of: text_) where token < width {
          values[row * width + Int(token)] = 1
        }
      }
      return try Tensor(values, shape: [texts.count, width])
    }
    let rows = EvenRows.indices(20_000, of: training.0.count)
    let model = try LinearBaseline(
      inputs(rows.map { training.0[$0] }),
      .classes(rows.map { training.1[$0] }, count: classes.count))
    let targets = try Tensor(heldOut.1, shape: [heldOut.1.count])
    let classifier = try LabelClassifier(GivenAnswers(), classes: classes)
    var frequencies = [Float](repeating: 0, count: classes.count)
    for code in training.1 { frequencies[Int(code)] += 1 }
    let majority = try Tensor(frequencies, shape: [1, classes.count])
      .repeated([heldOut.1.count, 1])
    return [
      try GivenAnswers.baseline("majority", majority, targets, classifier),
      try GivenAnswers.baseline(
        "linear", model.answers(for: inputs(heldOut.0)).converted(to: .float32, on: .cpu), targets,
        classifier),
    ]
  }
}

extension TextRecord {
  /// The texts as tokens, padded with 0 and cut to the model's length, with their classes.
  ///
  /// - Throws: `TorchError` when out of memory.
  package func dataset(_ texts: [String], _ classes: [Int64]) throws -> TensorDataset {
    TensorDataset(
      inputs: try tensor(texts), targets: try Tensor(classes, shape: [classes.count]))
  }

  /// The tokens of `texts`, n × length.
  package func tensor(_ texts: [String]) throws -> Tensor {
    var tokens = [Int32](repeating: 0, count: texts.count * length)
    for (row, text) in texts.enumerated() {
      for (column, token) in vocabulary.tokens(of: text).prefix(length).enumerated() {
        tokens[row * length + column] = token
      }
    }
    return try Tensor(tokens, shape: [texts.count, length])
  }
}
