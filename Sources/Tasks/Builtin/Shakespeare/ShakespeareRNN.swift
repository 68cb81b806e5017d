internal import DataFiles
internal import Models
internal import Notation

extension TrainingTask {
  /// A recurrent network that continues Shakespeare's plays character by character.
  ///
  /// The text is read in order by each row of a batch; the hidden state goes on from batch to batch,
  /// and backpropagation ends at the beginning of a batch. The last tenth of the text is held out, and
  /// evaluated with a carried state, too.
  public static let shakespeareRNN = ShakespeareRNNTask().task
}

private struct ShakespeareRNNTask: TaskForm {
  /// The kind of the network's cells.
  enum Cell: String, CaseIterable, NotationValue, Sendable { case lstm, gru, rnn }

  var cell = Cell.lstm
  var width = 256
  var layers = 2
  var dropout = 0.1
  var length = 64

  static let word = NotationWord(
    "shakespeare-rnn", summary: "the next character of Shakespeare's plays, by a recurrent network")

  static var parameters: NotationParameters<ShakespeareRNNTask> {
    [
      .optional("cell", \.cell, .cases), .optional("width", \.width, .within(1...4096)),
      .optional("layers", \.layers, .within(1...16)), .optional("dropout", \.dropout, .dropout),
      .optional("length", \.length, .within(2...4096)),
    ]
  }

  private var model: any RecurrentForm {
    switch cell {
    case .lstm: LSTMModel(width: width, layers: layers, dropout: dropout)
    case .gru: GRUModel(width: width, layers: layers, dropout: dropout)
    case .rnn: RNNModel(width: width, layers: layers, dropout: dropout)
    }
  }

  var task: TrainingTask {
    CharacterText(.shakespeare, model: model, length: length).task(
      self, data: shakespeareText,
      architecture: "\(cell.rawValue.uppercased()) \(layers)×\(width), state carried",
      epochs: 5, batchSize: 32)
  }
}

/// What a list says of the text.
let shakespeareText =
  "Tiny Shakespeare, 1,115,394 characters, from ANNEAL_DATA or downloaded (1 MB); "
  + "its last tenth held out"
