internal import DataFiles
internal import Models
internal import Notation

extension TrainingTask {
  /// A transformer that continues Shakespeare's plays character by character: a small GPT.
  ///
  /// It reads windows of the text that begin at random places. The last tenth of the text is held out,
  /// and evaluated in windows that follow one another.
  public static let shakespeareGPT = ShakespeareGPTTask().task
}

private struct ShakespeareGPTTask: TaskForm {
  var width = 128
  var layers = 4
  var heads = 4
  var dropout = 0.0
  var length = 64

  static let word = NotationWord(
    "shakespeare-gpt", summary: "the next character of Shakespeare's plays, by a transformer")

  static var parameters: NotationParameters<ShakespeareGPTTask> {
    [
      .optional("width", \.width, .within(1...4096)),
      .optional("layers", \.layers, .within(1...48)),
      .optional("heads", \.heads, .within(1...64)), .optional("dropout", \.dropout, .dropout),
      .optional("length", \.length, .within(2...4096)),
    ]
  }

  var conflict: ParameterFault? {
    width % heads == 0
      ? nil : ParameterFault("heads", "a divisor of the width, \(width)", received: "\(heads)")
  }

  var task: TrainingTask {
    var model = TransformerModel()
    (model.width, model.layers, model.heads, model.dropout) = (width, layers, heads, dropout)
    return CharacterText(.shakespeare, model: model, length: length).task(
      self, data: shakespeareText,
      architecture: "transformer \(layers)×\(width) of \(heads) heads, \(length) characters",
      epochs: 3, batchSize: 16)
  }
}
