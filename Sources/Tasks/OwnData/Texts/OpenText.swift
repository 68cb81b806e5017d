internal import DataFiles
internal import Digests
internal import Foundation
internal import Media
internal import Models
internal import Torch
internal import Training

/// A user's text that has been read and cut into tokens.
struct OpenText: Sendable {
  let task: TextTask
  let vocabulary: TextVocabulary
  let training: [Int32]
  let validation: [Int32]
  private let digest: String
  private let heldOutDigest: String?
  private let note: String?

  init(_ task: TextTask) throws {
    self.task = task
    let content = try TextFile.read(URL(fileURLWithPath: task.path))
    note = content.note
    digest = SHA256Digest.text(of: Data(content.text.utf8))
    var own = content.text
    var held: String?
    if let path = task.heldOut.path { held = try TextFile.read(URL(fileURLWithPath: path)).text }
    heldOutDigest = held.map { SHA256Digest.text(of: Data($0.utf8)) }
    if held == nil {
      let count = own.unicodeScalars.count
      let end = own.unicodeScalars.index(
        own.startIndex, offsetBy: count - Int(Double(count) * task.heldOut.fraction))
      held = String(own.unicodeScalars[end...])
      own = String(own.unicodeScalars[..<end])
    }
    vocabulary =
      switch task.tokens {
      case .characters: .characters(CharacterVocabulary(of: own))
      case .bytePairs: .bytePairs(BytePairVocabulary(learnedFrom: own, size: task.vocabulary))
      }
    training = vocabulary.tokens(of: own)
    validation = vocabulary.tokens(of: held ?? "")
    let parts = [
      ("to train on", training, task.path),
      ("held out", validation, task.heldOut.path ?? task.path),
    ]
    for (part, tokens, file) in parts where tokens.count <= task.length {
      throw DataFileError(
        file: file, requirement: "the text \(part) must have more than \(task.length) tokens",
        received: "\(tokens.count)", advice: "give a longer text or a smaller 'length'")
    }
  }

  var form: any ModelForm {
    task.model?.form ?? GRUModel(width: training.count < 100_000 ? 128 : 256)
  }

  var source: String {
    "\(task.path), \(training.count + validation.count) \(vocabulary.kind), \(vocabulary.count - 1) "
      + "different ones"
  }

  func data() throws -> TrainingTask.TaskData {
    let text = TextRecord(
      path: task.path, digest: digest, heldOutDigest: heldOutDigest, vocabulary: vocabulary,
      length: task.length)
    let record = try ModelRecord(
      model: form, input: text.input, answer: .nextToken, data: .text(text))
    var summary = DataSummary(source: source)
    summary.tell("tokens", vocabulary.kind, option: "text(\"…\", tokens: bytePairs)")
    summary.tell(
      "held out",
      "\(validation.count) tokens, \(task.heldOut.path ?? "the end of the text")",
      option: "--held-out")
    summary.notices = [note, vocabulary.shortage(of: task.vocabulary)].compactMap { $0 }
    let baseline = UnigramBaseline(training, vocabulary: vocabulary.count)
    return TrainingTask.TaskData(
      training: try record.windows(training),
      validation: try record.windows(validation), record: record, summary: summary,
      baselines: { [baseline.measured(on: validation)] })
  }
}
