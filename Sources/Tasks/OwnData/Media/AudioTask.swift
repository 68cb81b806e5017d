internal import LearningRate
internal import Models
internal import Notation
internal import Optimizers

/// Recordings of the user: `audio("recordings")`.
struct AudioTask: OwnDataForm {
  var path = ""
  var labels: String?
  var heldOut = HeldOut.fraction(0.2)
  var model: ModelNotation?
  var weights: StartingWeights?
  var augment = true
  var classWeights = false

  static let word = NotationWord(
    "audio", summary: "recordings of your own: a folder of WAV files for each class",
    example: "audio(\"recordings\")")

  static var parameters: NotationParameters<AudioTask> {
    [
      .unlabelled("folder", \.path, .path, shown: "\"folder\""),
      .optional("labels", \.labels, .any("\"file\""), otherwise: "folders"),
      .optional("heldOut", \.heldOut, .heldOut),
      .optional("model", \.model, .any("model"), otherwise: "cnn"),
      .optional("weights", \.weights, .any(StartingWeights.shown), otherwise: "random"),
      .optional("augment", \.augment, .flag),
      .optional("classWeights", \.classWeights, .flag),
    ]
  }

  var task: TrainingTask {
    get throws {
      let recordings = try OpenRecordings(self)
      let settings = MediaSettings(examples: recordings.examples.ownCount)
      return try TrainingTask(
        own: self, name: TrainingTask.name(ofPath: path), data: recordings.source,
        architecture: "\(type(of: recordings.form).word.name) by size",
        optimizer: .adamw(weightDecay: 0.05), length: .epochs(Double(settings.epochs)),
        batchSize: settings.batchSize, usualRate: MediaSettings.usualRate,
        load: { seed, source in try recordings.data(seed: seed, source) })
    }
  }
}
