internal import DataFiles
internal import Digests
internal import Foundation
internal import LearningRate
internal import Media
internal import Models
internal import Notation
internal import Optimizers
internal import Tables

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
  var vocabulary = 8000
  var length = 128
  var smoothing = 0.1
  var source: String?
  var target: String?

  static let word = NotationWord(
    "translate",
    summary: "sentences into another language: captions in English into German, or your own",
    example: "translate(source: \"train.en\", target: \"train.fr\")")

  static var parameters: NotationParameters<TranslateTask> {
    [
      .optional("model", \.model, .any("model"), otherwise: "encoderDecoder"),
      .optional("vocabulary", \.vocabulary, .within(257...100_000)),
      .optional("length", \.length, .within(2...4096)),
      .optional("smoothing", \.smoothing, Domain("number", "in 0 ..< 1") { (0..<1).contains($0) }),
      .optional("source", \.source, .path, otherwise: "Multi30k"),
      .optional("target", \.target, .path, otherwise: "Multi30k"),
    ]
  }

  var conflict: ParameterFault? {
    switch (source, target) {
    case (.some, nil): ParameterFault("target", "given with 'source'", received: "no file")
    case (nil, .some): ParameterFault("source", "given with 'target'", received: "no file")
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
        source.map { "\($0) with \(target ?? "")" }
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
      task.isOwnData = source != nil
      return task
    }
  }

  private func data(
    _ form: any ModelForm, seed: UInt64, from data: DataSource
  ) async throws -> TrainingTask.TaskData {
    if let source, let target {
      return try ownData(
        form, ParallelText(URL(fileURLWithPath: source), URL(fileURLWithPath: target)), seed: seed)
    }
    func text(_ source: RemoteFile, _ target: RemoteFile) async throws -> ParallelText {
      let bytes = try await data.cache.contents(of: source, progress: data.progress)
      let other = try await data.cache.contents(of: target, progress: data.progress)
      return try ParallelText(
        String(decoding: bytes, as: UTF8.self), String(decoding: other, as: UTF8.self),
        files: (source.path, target.path))
    }
    let training = try await text(Multi30kFiles.trainingEnglish, Multi30kFiles.trainingGerman)
    let validation = try await text(Multi30kFiles.validationEnglish, Multi30kFiles.validationGerman)
    let test = try await text(Multi30kFiles.testEnglish, Multi30kFiles.testGerman)
    let record = record(training, "multi30k/train.en", "multi30k/train.de")
    return try self.data(
      form, record, record.fitting(training), record.fitting(validation), test: test, summary: nil)
  }

  /// A twentieth of the pairs, at most 1,000, is held out.
  private func ownData(
    _ form: any ModelForm, _ text: ParallelText, seed: UInt64
  ) throws -> TrainingTask.TaskData {
    let (source, target) = (source ?? "", target ?? "")
    let fraction = min(0.05, 1000 / Double(text.count))
    let split = DataSplit.plain(count: text.count, fraction: fraction, seed: seed)
    let (own, held) = (text.pairs(at: split.training), text.pairs(at: split.validation))
    let record = record(own, source, target)
    let (training, validation) = (record.fitting(own), record.fitting(held))
    for (part, left) in [("train on", training), ("hold out", validation)] where left.count == 0 {
      throw DataFileError(
        file: source,
        requirement:
          "there must be a pair to \(part) with at most \(length - 1) tokens in each sentence",
        received: "none", advice: "give more pairs or a larger 'length'")
    }
    var summary = DataSummary(
      source: "\(source) with \(target), \(Self.pairs(text.count)) of sentences")
    summary.tell(
      "tokens", "\(record.vocabulary.count - 1) \(record.vocabulary.kind) of both languages")
    summary.tell("held out", "\(Self.pairs(validation.count)), at random")
    if text.emptyCount > 0 {
      summary.notices.append("Left out: \(Self.pairs(text.emptyCount)) with an empty line.")
    }
    let long = text.count - training.count - validation.count
    if long > 0 {
      summary.notices.append(
        "Left out: \(Self.pairs(long)) with a sentence of more than \(length - 1) tokens.")
    }
    if record.vocabulary.count - 1 < vocabulary {
      summary.notices.append(
        "The vocabulary has \(record.vocabulary.count - 1) byte pairs of the \(vocabulary) that were "
          + "asked for: no other pair occurs twice in the text.")
    }
    return try data(form, record, training, validation, test: validation, summary: summary)
  }

  private static func pairs(_ count: Int) -> String { count == 1 ? "1 pair" : "\(count) pairs" }

  private func record(
    _ text: ParallelText, _ source: String, _ target: String
  ) -> TranslationRecord {
    let lines = (text.source + text.target).joined(separator: "\n")
    return TranslationRecord(
      source: source, target: target, digest: SHA256Digest.text(of: Data(lines.utf8)),
      vocabulary: .bytePairs(BytePairVocabulary(learnedFrom: lines, size: vocabulary)),
      length: length)
  }

  private func data(
    _ form: any ModelForm, _ translation: TranslationRecord, _ training: ParallelText,
    _ validation: ParallelText, test: ParallelText, summary: DataSummary?
  ) throws -> TrainingTask.TaskData {
    let record = try ModelRecord(
      model: form, input: translation.input, answer: .translation(smoothing: smoothing),
      data: .translation(translation))
    return TrainingTask.TaskData(
      training: translation.dataset(training), validation: translation.dataset(validation),
      record: record, summary: summary,
      files: [RunFile(name: "held-out.csv") { url in try test.write(to: url.path) }])
  }
}

extension ParallelText {
  /// The names of a table's columns with sentences and translations.
  package static let columns = (source: "source", target: "target")

  /// Writes the pairs as a table.
  func write(to path: String) throws {
    let header = CSVLine.text([Self.columns.source, Self.columns.target])
    let rows = zip(source, target).lazy.map { CSVLine.text([$0, $1]) }
    try LinesFile.write([header] + rows, to: path)
  }
}
