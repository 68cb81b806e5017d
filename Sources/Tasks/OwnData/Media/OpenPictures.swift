internal import DataFiles
internal import Foundation
internal import Media
internal import Models
internal import Training

/// The pictures of a user, listed but not decoded yet.
struct OpenPictures: Sendable {
  let task: ImagesTask
  let examples: LabelledExamples
  private let idx: [IDXPair]

  init(_ task: ImagesTask) throws {
    self.task = task
    let folder = URL(fileURLWithPath: task.path, isDirectory: true)
    idx = task.labels == nil ? try Self.pairs(in: folder, task) : []
    guard idx.isEmpty else {
      let contents = try idx.map { try $0.contents().labels.bytes().map(Int64.init) }
      examples = LabelledExamples(
        contents[0], heldOut: contents.count > 1 ? contents[1] : nil,
        fraction: task.heldOut.fraction)
      return
    }
    examples = try LabelledExamples(
      task.path, labels: task.labels, heldOut: task.heldOut, of: .pictures)
  }

  /// The IDX files to train on and, if there are some, those to hold out; none in a folder without.
  private static func pairs(in folder: URL, _ task: ImagesTask) throws -> [IDXPair] {
    let found = try IDXPair.pairs(in: folder)
    guard !found.isEmpty else { return [] }
    func fault(_ requirement: String, _ received: String) -> DataFileError {
      DataFileError(file: folder.path, requirement: requirement, received: received)
    }
    guard task.side == nil else {
      throw fault("the pictures of IDX files keep their size", "a side of \(task.side!)")
    }
    let (own, testing) = (found.filter { !$0.isHeldOut }, found.filter(\.isHeldOut))
    guard own.count == 1, testing.count < 2 else {
      throw fault(
        "there must be one pair of IDX files to train on, and at most one called test",
        found.map(\.name).joined(separator: ", "))
    }
    guard let path = task.heldOut.path else { return found }
    let held = try IDXPair.pairs(in: URL(fileURLWithPath: path, isDirectory: true))
    guard held.count == 1 else {
      throw DataFileError(
        file: path, requirement: "the folder to hold out must have one pair of IDX files",
        received: "\(held.count)")
    }
    return own + held
  }

  var form: any ModelForm { task.model?.form ?? MediaSettings.form }

  var source: String {
    "\(task.path), \(examples.labels.count) pictures in \(examples.classes.count) classes"
  }

  func data(seed: UInt64, _ source: DataSource) throws -> TrainingTask.TaskData {
    let pictures = try decoded(source)
    let split = examples.split(seed: seed)
    let statistics = ImagesRecord(path: task.path, pictures, at: split.training)
    let record = try ModelRecord(
      model: form, input: statistics.input,
      answer: examples.answer(isWeighted: task.classWeights, by: split.training),
      data: .images(statistics))
    let augmentation = augmentation(statistics)
    func part(_ rows: [Int], _ augmentation: Augmentation) -> PictureDataset {
      PictureDataset(
        pictures, at: rows, labels: rows.map { examples.labels[$0] }, statistics,
        augmentation: augmentation)
    }
    return TrainingTask.TaskData(
      training: part(split.training, augmentation), validation: part(split.validation, .none),
      record: record, summary: summary(statistics, split, augmentation),
      baselines: { [try examples.majority(split)] }, files: examples.heldOutFile(split))
  }

  private func decoded(_ source: DataSource) throws -> any PictureSource {
    if !idx.isEmpty {
      return try IDXPictures(idx.map { (try $0.contents().images, $0.images.path) })
    }
    return try ImageStore(examples.files, side: task.side, cache: PreparedFiles.folder) {
      done, total in
      source.preparing("pictures", done, total)
    }
  }

  private func augmentation(_ record: ImagesRecord) -> Augmentation {
    guard task.augment else { return .none }
    var augmentation = Augmentation.standard(
      height: record.size.height, width: record.size.width,
      areCharacters: Augmentation.areCharacters(examples.classes))
    augmentation.fill = Float(record.means.reduce(0, +) / Double(record.means.count))
    return augmentation
  }

  private func summary(
    _ record: ImagesRecord, _ split: DataSplit, _ augmentation: Augmentation
  ) -> DataSummary {
    var summary = DataSummary(source: source)
    let size = record.size
    summary.tell(
      "pictures", "\(size.channels) × \(size.height) × \(size.width), resized once",
      option: "images(\"…\", side: 64)")
    let how =
      task.heldOut.path
      ?? (examples.hasOwnHeldOut ? "the files for testing" : "at random, by class")
    summary.tell(
      "held out", "\(split.validation.count) of \(examples.labels.count), \(how)",
      option: "--held-out")
    var changes: [String] = []
    if augmentation.flips { changes.append("mirrored") }
    if augmentation.padding > 0 || augmentation.shift > 0 { changes.append("moved") }
    if augmentation.cutOut > 0 { changes.append("a square blanked") }
    summary.tell(
      "augmented", changes.isEmpty ? "no" : changes.joined(separator: ", "),
      option: "images(\"…\", augment: false)")
    summary.notices = [examples.note].compactMap { $0 }
    return summary
  }
}
