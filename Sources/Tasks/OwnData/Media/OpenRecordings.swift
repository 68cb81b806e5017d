internal import Media
internal import Models
internal import Training

/// The recordings of a user, listed but not read yet.
struct OpenRecordings: Sendable {
  let task: AudioTask
  let examples: LabelledExamples

  init(_ task: AudioTask) throws {
    self.task = task
    examples = try LabelledExamples(
      task.path, labels: task.labels, heldOut: task.heldOut, of: .sounds)
  }

  var form: any ModelForm { task.model?.form ?? MediaSettings.form }

  var source: String {
    "\(task.path), \(examples.labels.count) recordings in \(examples.classes.count) classes"
  }

  /// Recordings are moved in time and by up to four bands in pitch, and a part of each is covered.
  ///
  /// Source: Park et al., *SpecAugment*, 2019, where whole bands and times are covered.
  private static let augmentation = Augmentation(shift: 4, cutOut: 16)

  func data(seed: UInt64, _ source: DataSource) throws -> TrainingTask.TaskData {
    let store = try SoundStore(examples.files, cache: PreparedFiles.folder) { done, total in
      source.preparing("recordings", done, total)
    }
    let split = examples.split(seed: seed)
    let sounds = SoundsRecord(path: task.path, spectrogram: store.spectrogram)
    let record = try ModelRecord(
      model: form, input: sounds.input,
      answer: examples.answer(isWeighted: task.classWeights, by: split.training),
      data: .sounds(sounds))
    func part(_ rows: [Int], _ augmentation: Augmentation) -> SoundDataset {
      SoundDataset(
        store, at: rows, labels: rows.map { examples.labels[$0] }, augmentation: augmentation)
    }
    return TrainingTask.TaskData(
      training: part(split.training, task.augment ? Self.augmentation : .none),
      validation: part(split.validation, .none), record: record,
      summary: summary(store.spectrogram, split),
      baselines: { [try examples.majority(split)] }, files: examples.heldOutFile(split))
  }

  private func summary(_ form: LogMelSpectrogram, _ split: DataSplit) -> DataSummary {
    var summary = DataSummary(source: source)
    summary.tell(
      "pictures", "\(form.bands) mel bands × \(form.frames) windows, at \(form.sampleRate) Hz")
    summary.tell(
      "held out",
      "\(split.validation.count) of \(examples.labels.count), "
        + (task.heldOut.path ?? "at random, by class"), option: "--held-out")
    summary.tell(
      "augmented", task.augment ? "moved, a square blanked" : "no",
      option: "audio(\"…\", augment: false)")
    summary.notices = [examples.note].compactMap { $0 }
    return summary
  }
}
