internal import DataFiles
internal import Digests
internal import Foundation
internal import Media
internal import Models

/// A text by characters as the data of a language model; its last tenth is held out.
enum CharacterText {
  /// Reads `file` for a model that receives `length` characters at a time.
  static func data(
    _ file: RemoteFile, from source: DataSource, model: any ModelForm, length: Int
  ) async throws -> TrainingTask.TaskData {
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
