internal import DataFiles
internal import Foundation
internal import Media
internal import Models
internal import Notation
internal import Tables
internal import Tasks
internal import Torch
internal import Training

// Texts: the rows of a table, or running text.
extension TrainedModel {
  /// For a table the rows with their classes; for running text each line with its tokens and how well
  /// the model foresees them.
  func predictions(_ path: String, _ text: TextRecord) throws -> any Predictions {
    guard let columns = text.columns, case .classes(let names, _) = record.answer else {
      return try linePredictions(path, text)
    }
    let file = try TableFile.read(path, like: text.encoding)
    let rows = Array(0..<file.rowCount)
    let column = try file.column(named: columns.text)
    let inputs = try text.tensor(rows.map { file.text(row: $0, column: column) })
    return PredictionTable(
      file, rows: rows, adding: try Self.columns(outputs(for: inputs), names))
  }

  func evaluation(_ path: String, _ text: TextRecord) throws -> (Evaluation, examples: Int) {
    guard let columns = text.columns, case .classes(let names, _) = record.answer else {
      let tokens = text.vocabulary.tokens(of: try TextFile.read(URL(fileURLWithPath: path)).text)
      guard tokens.count > text.length else {
        throw DataFileError(
          file: path, requirement: "the text must have more than \(text.length) tokens",
          received: "\(tokens.count)")
      }
      let windows = try record.windows(tokens)
      return (try Evaluation(of: model, on: windows), windows.count)
    }
    let file = try TableFile.read(path, like: text.encoding)
    let column = try file.column(named: columns.text)
    let target = TargetEncoder.classes(names, column: columns.target)
    let rows = try file.rows(withClassIn: columns.target)
    let data = try text.dataset(
      rows.map { file.text(row: $0, column: column) }, target.codes(file, rows: rows))
    return (try Evaluation(of: model, on: data), rows.count)
  }

  private func linePredictions(_ path: String, _ text: TextRecord) throws -> FilePredictions {
    let lines = try TextFile.read(URL(fileURLWithPath: path)).text
      .split(whereSeparator: \.isNewline).map(String.init)
    let rows = try lines.map { line in
      let tokens = text.vocabulary.tokens(of: line)
      let loss = try self.loss(of: tokens, text.length)
      return [
        line, "\(tokens.count)", loss.map(PredictionText.text) ?? "",
        loss.map { PredictionText.text(exp($0)) } ?? "",
      ]
    }
    return FilePredictions(["line", "tokens", "loss", "perplexity"], rows)
  }

  /// The mean negative log-likelihood in nats of each token after the first; nil for fewer than two.
  private func loss(of tokens: [Int32], _ length: Int) throws -> Double? {
    guard tokens.count > 1 else { return nil }
    var sum = 0.0
    var state: CarriedState?
    for start in stride(from: 0, to: tokens.count - 1, by: length) {
      let end = min(tokens.count - 1, start + length)
      let inputs = try Tensor(Array(tokens[start..<end]), shape: [1, end - start])
      let targets = try Tensor(tokens[start + 1..<end + 1].map(Int64.init), shape: [end - start])
      try Engine.withoutGradients {
        let (logits, after) = try model.answer(for: inputs, after: state)
        if model.longestText == nil { state = after }
        sum +=
          try logits.flattened(from: 0, to: 1).crossEntropy(with: targets).item()
          * Double(end - start)
      }
    }
    return sum / Double(tokens.count - 1)
  }
}
