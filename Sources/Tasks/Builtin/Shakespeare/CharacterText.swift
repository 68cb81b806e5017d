internal import DataFiles
internal import Digests
internal import Foundation
internal import LearningRate
internal import Media
internal import Models
internal import Optimizers

/// A text by characters, its last tenth held out, and the language model that is trained on it.
struct CharacterText: Sendable {
  private let file: RemoteFile
  private let model: any ModelForm
  /// The number of characters that the model receives at a time.
  private let length: Int

  init(_ file: RemoteFile, model: any ModelForm, length: Int) {
    (self.file, self.model, self.length) = (file, model, length)
  }

  /// The task of `form`, which is validated every tenth of its length.
  func task(
    _ form: some TaskForm, data: String, architecture: String, epochs: Double, batchSize: Int
  ) -> TrainingTask {
    TrainingTask(
      form, data: data, architecture: architecture, optimizer: .adamw(weightDecay: 0.01),
      schedule: { .cosine(from: $0, to: 0).warmup(.percent(5)) }, length: .epochs(epochs),
      batchSize: batchSize, validateEvery: .percent(10),
      load: { _, source in try await self.data(from: source) },
      makeModel: { data in
        guard let record = data.record else { preconditionFailure("the data must have a record") }
        return try record.makeModel()
      })
  }

  private func data(from source: DataSource) async throws -> TrainingTask.TaskData {
    let bytes = try await source.cache.contents(of: file, progress: source.progress)
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    let end = scalars.count - scalars.count / 10
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(part))
    }
    let (own, held) = (text(scalars[..<end]), text(scalars[end...]))
    let vocabulary = TextVocabulary.characters(CharacterVocabulary(of: own))
    let record = try ModelRecord(
      model: model, input: .tokens(vocabulary: vocabulary.count, length: length),
      answer: .nextToken,
      data: .text(
        TextRecord(
          path: file.path, digest: SHA256Digest.text(of: bytes), vocabulary: vocabulary,
          length: length)))
    let (training, validation) = (vocabulary.tokens(of: own), vocabulary.tokens(of: held))
    return TrainingTask.TaskData(
      training: try record.windows(training), validation: try record.windows(validation),
      record: record, summary: nil,
      baselines: {
        [UnigramBaseline(training, vocabulary: vocabulary.count).measured(on: validation)]
      })
  }
}
