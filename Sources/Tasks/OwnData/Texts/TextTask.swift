internal import LearningRate
internal import Models
internal import Notation
internal import Optimizers

/// Running text of the user: `text("book.txt")`.
struct TextTask: OwnDataForm {
  /// What a token is.
  enum Tokens: String, CaseIterable, NotationValue, Sendable { case characters, bytePairs }

  var path = ""
  var tokens = Tokens.characters
  var vocabulary = 1000
  var length = 64
  var heldOut = HeldOut.fraction(0.1)
  var model: ModelNotation?
  var weights: StartingWeights?

  static let word = NotationWord(
    "text", summary: "a text of your own, or a folder of texts: a model of the next token",
    example: "text(\"book.txt\", tokens: bytePairs, vocabulary: 2000)")

  static var parameters: NotationParameters<TextTask> {
    [
      .unlabelled("file", \.path, .path, shown: "\"file\""),
      .optional("tokens", \.tokens, .cases),
      .optional("vocabulary", \.vocabulary, .within(257...100_000)),
      .optional("length", \.length, .within(2...4096)),
      .optional("heldOut", \.heldOut, .heldOut),
      .optional("model", \.model, .any("model"), otherwise: "gru"),
      .optional("weights", \.weights, .any(StartingWeights.shown), otherwise: "random"),
    ]
  }

  var task: TrainingTask {
    get throws {
      let text = try OpenText(self)
      let steps = max(1, text.training.count / (length * 32))
      return try TrainingTask(
        own: self, name: TrainingTask.name(ofPath: path), data: text.source,
        architecture: "\(type(of: text.form).word.name) by size",
        optimizer: .adamw(weightDecay: 0.01),
        length: .epochs(Double(min(40, max(1, 2_000 / steps)))),
        batchSize: 32, validateEvery: .percent(10), load: { _, _ in try text.data() })
    }
  }
}
