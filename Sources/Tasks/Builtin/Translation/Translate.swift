internal import DataFiles
internal import Digests
internal import Foundation
internal import LearningRate
internal import Media
internal import Models
internal import Notation
internal import Optimizers

extension TrainingTask {
  /// Translation of picture captions from English to German, or of sentences of the user's own.
  ///
  /// Byte pairs are learned on both languages together. Batches hold sentences of similar length.
  public static let translate: TrainingTask = {
    do { return try TranslateTask().task } catch { preconditionFailure("\(error)") }
  }()
}

struct TranslateTask: TaskForm {
  var model: ModelNotation?
  var vocabulary = 6000
  var length = 128
  var smoothing = 0.1
  var from: String?
  var to: String?

  static let word = NotationWord(
    "translate",
    summary: "sentences into another language: captions in English into German, or your own",
    example: "translate(from: \"train.en\", to: \"train.fr\")")

  static var parameters: NotationParameters<TranslateTask> {
    [
      .optional("model", \.model, .any("model"), otherwise: "encoderDecoder"),
      .optional("vocabulary", \.vocabulary, .within(257...100_000)),
      .optional("length", \.length, .within(2...4096)),
      .optional("smoothing", \.smoothing, Domain("number", "in 0 ..< 1") { (0..<1).contains($0) }),
      .optional("from", \.from, .path, otherwise: "Multi30k"),
      .optional("to", \.to, .path, otherwise: "Multi30k"),
    ]
  }

  var conflict: ParameterFault? {
    switch (from, to) {
    case (.some, nil): ParameterFault("to", "given with 'from'", received: "no file")
    case (nil, .some): ParameterFault("from", "given with 'to'", received: "no file")
    default: nil
    }
  }

  var task: TrainingTask {
    get throws {
      let form = model?.form ?? EncoderDecoderModel()
      let input = ModelInput.translation(vocabulary: vocabulary + 2, length: length)
      // A model that does not translate is told before any data is read.
      _ = try form.network(for: input, .nextToken)
      let data =
        from.map { "\($0) with \(to ?? "")" }
        ?? "Multi30k, 29,000 captions, from ANNEAL_DATA or downloaded (2 MB); 1,014 held out, and the "
        + "1,000 of the test of 2016"
      var task = TrainingTask(
        self, data: data,
        architecture: form.architecture(for: input, .nextToken),
        optimizer: .adamw(beta2: 0.98, weightDecay: 0.01),
        schedule: { .cosine(from: $0, to: 0).warmup(.percent(10)) }, length: .epochs(10),
        batchSize: 64,
        load: { seed, source in try await self.data(form, seed: seed, from: source) },
        makeModel: { data in
          guard let record = data.record else { preconditionFailure("the data must have a record") }
          return try record.makeModel()
        })
      task.isOwnData = from != nil
      return task
    }
  }

  /// Pairs to train on, to validate with, and to test with.
  private struct Parts {
    var training: ParallelText
    var validation: ParallelText
    var test: ParallelText
    let digest: String
    let source: String
    let target: String
    let heldOut: String
  }

  private func data(
    _ form: any ModelForm, seed: UInt64, from source: DataSource
  ) async throws -> TrainingTask.TaskData {
    var parts = try await from == nil ? captions(source) : ownParts(seed: seed)
    let lines = (parts.training.source + parts.training.target).joined(separator: "\n")
    let translation = TranslationRecord(
      source: parts.source, target: parts.target, digest: parts.digest,
      vocabulary: .bytePairs(BytePairVocabulary(learnedFrom: lines, size: vocabulary)),
      length: length)
    let all = parts
    parts.training = translation.fitting(parts.training)
    parts.validation = translation.fitting(parts.validation)
    parts.test = translation.fitting(parts.test)
    for (part, left) in [
      ("train on", parts.training), ("validate with", parts.validation), ("test with", parts.test),
    ] where left.count == 0 {
      throw DataFileError(
        file: parts.source,
        requirement:
          "there must be a pair to \(part) with at most \(length - 1) tokens in each sentence",
        received: "none", advice: "give more pairs or a larger 'length'")
    }
    let record = try ModelRecord(
      model: form, input: translation.input, answer: .translation(smoothing: smoothing),
      data: .translation(translation))
    let test = parts.test
    return TrainingTask.TaskData(
      training: translation.dataset(parts.training),
      validation: translation.dataset(parts.validation), record: record,
      summary: summary(parts, of: all, translation.vocabulary),
      files: [RunFile(name: "held-out.csv") { url in try test.write(to: url.path) }])
  }

  private func captions(_ source: DataSource) async throws -> Parts {
    func text(_ file: RemoteFile) async throws -> String {
      String(
        decoding: try await source.cache.contents(of: file, progress: source.progress),
        as: UTF8.self)
    }
    func pairs(_ english: RemoteFile, _ german: RemoteFile) async throws -> ParallelText {
      try await ParallelText(text(english), text(german), files: (english.path, german.path))
    }
    return Parts(
      training: try await pairs(Multi30kFiles.trainingEnglish, Multi30kFiles.trainingGerman),
      validation: try await pairs(Multi30kFiles.validationEnglish, Multi30kFiles.validationGerman),
      test: try await pairs(Multi30kFiles.testEnglish, Multi30kFiles.testGerman),
      digest: Multi30kFiles.trainingEnglish.sha256, source: "multi30k/train.en",
      target: "multi30k/train.de", heldOut: "to validate with; for 'evaluate', the test of 2016")
  }

  /// A twentieth of the pairs, at most 1,000, is held out.
  private func ownParts(seed: UInt64) throws -> Parts {
    let (source, target) = (from ?? "", to ?? "")
    let text = try ParallelText(files: source, target)
    let fraction = min(0.05, 1000 / Double(text.count))
    let split = DataSplit.plain(count: text.count, fraction: fraction, seed: seed)
    let held = text.pairs(at: split.validation)
    var training = text.pairs(at: split.training)
    training.emptyCount = text.emptyCount
    let lines = (text.source + text.target).joined(separator: "\n")
    return Parts(
      training: training, validation: held, test: held,
      digest: SHA256Digest.text(of: Data(lines.utf8)), source: source, target: target,
      heldOut: "at random")
  }

  private func summary(
    _ parts: Parts, of all: Parts, _ vocabulary: TextVocabulary
  ) -> DataSummary {
    func pairs(_ count: Int) -> String { count == 1 ? "1 pair" : "\(count) pairs" }
    let (kept, count) = (
      parts.training.count + parts.validation.count, all.training.count + all.validation.count
    )
    var summary = DataSummary(
      source: "\(parts.source) with \(parts.target), \(pairs(count)) of sentences")
    summary.tell("tokens", "\(vocabulary.count - 1) \(vocabulary.kind) of both languages")
    summary.tell("held out", "\(pairs(parts.validation.count)), \(parts.heldOut)")
    if all.training.emptyCount > 0 {
      summary.notices.append("Left out: \(pairs(all.training.emptyCount)) with an empty line.")
    }
    if kept < count {
      summary.notices.append(
        "Left out: \(pairs(count - kept)) with a sentence of more than \(length - 1) tokens.")
    }
    summary.notices += [vocabulary.shortage(of: self.vocabulary)].compactMap { $0 }
    return summary
  }
}
