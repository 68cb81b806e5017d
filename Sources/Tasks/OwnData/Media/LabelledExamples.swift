internal import DataFiles
internal import Foundation
package import Media
internal import Records
internal import Torch
internal import Training

/// Files with classes, split into examples to train on and held-out ones.
package struct LabelledExamples: Sendable {
  /// The names of the classes.
  package let classes: [String]
  /// The class of each example, those of another folder to hold out at the end.
  package let labels: [Int64]
  /// The paths of the examples; empty for those of an IDX file.
  package let paths: [String]
  /// The number of examples of the first folder; the others are held out.
  package let ownCount: Int
  let fraction: Double
  /// A remark on files that were left out.
  let note: String?

  /// The files of the folder at `path`, with the table of labels or the folder to hold out if there
  /// is one.
  ///
  /// - Throws: `DataFileError` for a folder or a table that does not give each file a class.
  init(
    _ path: String, labels table: String?, heldOut: HeldOut, of kind: LabelledFolder.Kind
  ) throws {
    let folder = URL(fileURLWithPath: path, isDirectory: true)
    try self.init(
      table.map { try LabelledFolder(folder, of: kind, labels: URL(fileURLWithPath: $0)) }
        ?? LabelledFolder(folder, of: kind),
      heldOut: heldOut.path.map {
        try LabelledFolder(URL(fileURLWithPath: $0, isDirectory: true), of: kind)
      }, fraction: heldOut.fraction)
  }

  /// The files of a folder, and of the folder to hold out, if there is one.
  ///
  /// - Throws: `DataFileError` for a folder that is not one of classes, or other classes in the
  ///   folder to hold out.
  package init(_ folder: LabelledFolder, heldOut: LabelledFolder?, fraction: Double) throws {
    classes = folder.classNames
    self.fraction = fraction
    note = folder.note
    var labels = folder.entries.map { Int64($0.label) }
    var paths = folder.files.map(\.path)
    ownCount = labels.count
    if let heldOut {
      let positions = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, Int64($0)) })
      labels += try heldOut.entries.map { entry in
        let name = heldOut.classNames[entry.label]
        guard let position = positions[name] else {
          throw DataFileError(
            file: heldOut.folder.path,
            requirement: "the classes to hold out must be among those to train on",
            received: "'\(name)'")
        }
        return position
      }
      paths += heldOut.files.map(\.path)
    }
    (self.labels, self.paths) = (labels, paths)
  }

  /// The labels of IDX files, those to train on and those to hold out.
  package init(_ own: [Int64], heldOut: [Int64]?, fraction: Double) {
    labels = own + (heldOut ?? [])
    (ownCount, self.fraction, paths, note) = (own.count, fraction, [], nil)
    classes = (0...(labels.max() ?? 0)).map(String.init)
  }

  /// The files of the examples; none for those of an IDX file.
  var files: [URL] { paths.map { URL(fileURLWithPath: $0) } }

  /// The answer of a model of these classes, whose losses are weighted by `rows` if asked for.
  func answer(isWeighted: Bool, by rows: [Int]) -> ModelRecord.Answer {
    .classes(classes, weights: isWeighted ? classWeights(rows) : nil)
  }

  /// Whether other files than those to train on are held out.
  package var hasOwnHeldOut: Bool { labels.count > ownCount }

  /// The examples to train on and those held out, in the order of the files.
  package func split(seed: UInt64) -> DataSplit {
    hasOwnHeldOut
      ? DataSplit(training: Array(0..<ownCount), validation: Array(ownCount..<labels.count))
      : .stratified(labels, fraction: fraction, seed: seed)
  }

  /// n/(classes·examples) of each class, as scikit-learn's `balanced`.
  package func classWeights(_ rows: [Int]) -> [Double] {
    var counts = [Double](repeating: 0, count: classes.count)
    for row in rows { counts[Int(labels[row])] += 1 }
    return counts.map { $0 > 0 ? Double(rows.count) / (Double(classes.count) * $0) : 0 }
  }

  /// The measures of answering the most frequent class.
  func majority(_ split: DataSplit) throws -> Baseline {
    let counts = Dictionary(grouping: split.training) { labels[$0] }.mapValues(\.count)
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    var logits = [Float](repeating: 0, count: classes.count)
    logits[Int(most)] = 1
    let count = split.validation.count
    return try GivenAnswers.baseline(
      "majority", Tensor(logits, shape: [1, classes.count]).repeated([count, 1]),
      Tensor(split.validation.map { labels[$0] }, shape: [count]),
      LabelClassifier(GivenAnswers(), classes: classes))
  }

  /// The file of the held-out examples for the run's folder, with the columns `file` and `label`; nil
  /// for IDX files.
  func heldOutFile(_ split: DataSplit) -> [RunFile] {
    guard !paths.isEmpty else { return [] }
    return [
      RunFile(name: "held-out.csv") { url in
        let lines = split.validation.map {
          "\(quoted(paths[$0])),\(quoted(classes[Int(labels[$0])]))\n"
        }
        try Data(("file,label\n" + lines.joined()).utf8).write(to: url, options: .atomic)
      }
    ]
  }

  private func quoted(_ text: String) -> String {
    text.contains { ",\"\n\r".contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
