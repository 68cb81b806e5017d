internal import Foundation
internal import Media
internal import Models
internal import Tables
internal import Tasks
package import Torch
internal import Training

/// Inputs as the network of a trained model receives them.
package struct ModelExamples {
  /// One input for each index of the first dimension.
  package let inputs: Tensor
  /// Whether they are held-out examples of the run; otherwise they are random.
  package let areHeldOut: Bool
  private static let limit = 64

  /// Up to 64 held-out examples of the run, or as many random inputs if the run's folder does not
  /// name held-out examples, or their files have gone.
  init(of model: TrainedModel) throws {
    if let inputs = try? Self.heldOut(model), inputs.shape[0] > 0 {
      (self.inputs, areHeldOut) = (inputs, true)
    } else {
      (inputs, areHeldOut) = (try Self.random(model.record.input), false)
    }
  }

  private static func heldOut(_ model: TrainedModel) throws -> Tensor? {
    let path = model.heldOutPath
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    func files(_ kind: LabelledFolder.Kind) throws -> [URL] {
      Array(try model.labelled(path, of: kind).files.prefix(limit))
    }
    switch model.record.data {
    case .table(let table):
      let file = try TableFile.read(path, like: table.encoding)
      let rows = Array(try table.schema.rows(of: file).prefix(limit))
      return try EncodedTable(file, rows, table.encoder, nil).inputs
    case .images(let images): return try images.tensor(files(.pictures))
    case .sounds(let sounds): return try sounds.tensor(files(.sounds))
    case .text(let text):
      guard let columns = text.columns else { return nil }
      let file = try TableFile.read(path, like: text.encoding)
      let column = try file.column(named: columns.text)
      let texts = (0..<min(limit, file.rowCount)).map { file.text(row: $0, column: column) }
      return try text.tensor(texts).converted(to: .int64, on: .cpu)
    case .translation(let record): return try pairs(path, record)
    }
  }

  /// Sentences with their translations, which begin with the token that ends a sentence.
  private static func pairs(_ path: String, _ record: TranslationRecord) throws -> Tensor {
    let file = try TableFile(path: path)
    func tokens(_ name: String, _ begin: [Int64]) throws -> [[Int64]] {
      let column = try file.column(named: name)
      return (0..<min(limit, file.rowCount)).map {
        Array((begin + record.tokens(of: file.text(row: $0, column: column))).prefix(record.length))
      }
    }
    let source = try tokens(ParallelText.columns.source, [])
    let target = try tokens(ParallelText.columns.target, [record.end])
    let rows = try PaddedSequences(zip(source, target).flatMap { [$0, $1] }, padding: Int64(0))
    return try rows.values.reshaped([source.count, 2, -1])
  }

  private static func random(_ input: ModelInput) throws -> Tensor {
    try Engine.drawing(from: 0) {
      switch input {
      case .table(let numbers, let codes):
        let columns = try codes.map { size in
          try Tensor.randomIntegers([limit, 1], in: 0..<size).converted(to: .float32, on: .cpu)
        }
        return try .concatenated([.normal([limit, numbers])] + columns, along: 1)
      case .image(let channels, let height, let width):
        return try .normal([limit, channels, height, width])
      case .tokens(let vocabulary, let length):
        return try .randomIntegers([limit, length], in: 1..<vocabulary)
      case .translation(let vocabulary, let length):
        return try .randomIntegers([limit, 2, length], in: 1..<vocabulary)
      }
    }
  }
}
