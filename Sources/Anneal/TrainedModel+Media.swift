internal import DataFiles
internal import Foundation
internal import Media
internal import Models
internal import Notation
internal import Tables
internal import Tasks
internal import Torch
internal import Training

// Pictures and recordings.
extension TrainedModel {
  func predictions(_ path: String, _ images: ImagesRecord) throws -> FilePredictions {
    try predictions(InputFiles(path, of: .pictures)) { try images.tensor($0) }
  }

  func predictions(_ path: String, _ sounds: SoundsRecord) throws -> FilePredictions {
    try predictions(InputFiles(path, of: .sounds)) { try sounds.tensor($0) }
  }

  func evaluation(
    _ path: String, _ images: ImagesRecord
  ) throws -> (Evaluation, examples: Int) {
    let (files, labels) = try labelled(path, of: .pictures)
    return try evaluation(files, labels) { try images.tensor($0) }
  }

  func evaluation(
    _ path: String, _ sounds: SoundsRecord
  ) throws -> (Evaluation, examples: Int) {
    let (files, labels) = try labelled(path, of: .sounds)
    return try evaluation(files, labels) { try sounds.tensor($0) }
  }

  private var classes: [String] {
    if case .classes(let names, _) = record.answer { names } else { [] }
  }

  private func predictions(
    _ input: InputFiles, _ tensor: ([URL]) throws -> Tensor
  ) throws -> FilePredictions {
    var rows: [[String]] = []
    for start in stride(from: 0, to: input.files.count, by: Self.batchSize) {
      let chunk = start..<min(input.files.count, start + Self.batchSize)
      let logits = try outputs(for: tensor(Array(input.files[chunk])))
      let chosen = try logits.argmax().scalars(as: Int64.self)
      let probabilities = try logits.softmax().scalars(as: Float.self)
      for (row, index) in chunk.enumerated() {
        let own = probabilities[row * classes.count..<(row + 1) * classes.count]
        rows.append(
          [input.names[index], classes[Int(chosen[row])]] + own.map(PredictionText.text))
      }
    }
    return FilePredictions(["file", "prediction"] + classes.map { "probability \($0)" }, rows)
  }

  private func evaluation(
    _ files: [URL], _ labels: [Int64], _ tensor: ([URL]) throws -> Tensor
  ) throws -> (Evaluation, examples: Int) {
    let data = TensorDataset(
      inputs: try tensor(files), targets: try Tensor(labels, shape: [labels.count]))
    return (try Evaluation(of: model, on: data), files.count)
  }

  /// The labelled files of a folder with a folder for each class, or of a table with the columns
  /// `file` and `label`, whose paths may be relative to it.
  func labelled(
    _ path: String, of kind: LabelledFolder.Kind
  ) throws -> (files: [URL], labels: [Int64]) {
    let url = URL(fileURLWithPath: path)
    let positions = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, Int64($0)) })
    func position(_ name: String) throws -> Int64 {
      guard let position = positions[name] else {
        throw DataFileError(
          file: path,
          requirement: "a class must be one of \(classes.prefix(20).joined(separator: ", "))",
          received: "'\(name)'")
      }
      return position
    }
    if url.hasDirectoryPath || InputFiles.isFolder(path) {
      let folder = try LabelledFolder(url, of: kind)
      return (
        folder.files, try folder.entries.map { try position(folder.classNames[$0.label]) }
      )
    }
    let table = try TableFile(path: path)
    let (file, label) = (try table.column(named: "file"), try table.column(named: "label"))
    let rows = 0..<table.rowCount
    return (
      rows.map {
        URL(
          fileURLWithPath: table.text(row: $0, column: file),
          relativeTo: url.deletingLastPathComponent())
      }, try rows.map { try position(table.text(row: $0, column: label)) }
    )
  }
}
