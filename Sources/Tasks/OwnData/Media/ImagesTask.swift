internal import LearningRate
internal import Models
internal import Notation
internal import Optimizers

/// Pictures of the user: `images("photos")`.
struct ImagesTask: OwnDataForm {
  var path = ""
  var labels: String?
  var heldOut = HeldOut.fraction(0.2)
  var model: ModelNotation?
  var weights: StartingWeights?
  var side: Int?
  var augment = true
  var classWeights = false

  static let word = NotationWord(
    "images", summary: "pictures of your own: a folder for each class, or a table of labels; IDX",
    example: "images(\"photos\", side: 64)")

  static var parameters: NotationParameters<ImagesTask> {
    [
      .unlabelled("folder", \.path, .path, shown: "\"folder\""),
      .optional("labels", \.labels, .any("\"file\""), otherwise: "folders"),
      .optional("heldOut", \.heldOut, .heldOut),
      .optional("model", \.model, .any("model"), otherwise: "cnn"),
      .optional("weights", \.weights, .any(StartingWeights.shown), otherwise: "random"),
      .optional("side", \.side, .within(4...1024), otherwise: "by size"),
      .optional("augment", \.augment, .flag),
      .optional("classWeights", \.classWeights, .flag),
    ]
  }

  var task: TrainingTask {
    get throws {
      let pictures = try OpenPictures(self)
      let settings = MediaSettings(examples: pictures.examples.ownCount)
      return try TrainingTask(
        own: self, name: TrainingTask.name(ofPath: path), data: pictures.source,
        architecture: "\(type(of: pictures.form).word.name) by size",
        optimizer: .adamw(weightDecay: 0.05), length: .epochs(Double(settings.epochs)),
        batchSize: settings.batchSize, usualRate: MediaSettings.usualRate,
        load: { seed, source in try pictures.data(seed: seed, source) })
    }
  }
}
