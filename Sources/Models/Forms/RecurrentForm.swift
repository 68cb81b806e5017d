package import Notation

/// A recurrent network over a text's tokens; the families differ in their cells alone.
package protocol RecurrentForm: ModelForm {
  /// The kind of its cells.
  static var cell: LayerDescription.Recurrent.Cell { get }
  /// Its sizes.
  var sizes: RecurrentSizes { get set }
}

/// The sizes of a recurrent network.
package struct RecurrentSizes: Hashable, Sendable {
  var width = 128
  var layers = 1
  var dropout = 0.1
}

extension RecurrentForm {
  /// The sizes.
  package static var parameters: NotationParameters<Self> {
    [
      .optional("width", \.sizes.width, .within(1...4096)),
      .optional("layers", \.sizes.layers, .within(1...16)),
      .optional("dropout", \.sizes.dropout, .dropout),
    ]
  }

  /// The model of these sizes.
  package init(width: Int, layers: Int = 1, dropout: Double = 0.1) {
    self.init()
    sizes = RecurrentSizes(width: width, layers: layers, dropout: dropout)
  }

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    guard case .tokens(let vocabulary, _) = input else {
      throw unsuited(to: input, takes: "texts")
    }
    let body = LayerDescription.Recurrent(
      cell: Self.cell, vocabulary: vocabulary, width: sizes.width, layers: sizes.layers,
      dropout: sizes.dropout, isPooled: output != .nextToken)
    let end: [LayerDescription] = sizes.dropout > 0 ? [.dropout(sizes.dropout)] : []
    return .sequence([.recurrent(body)] + end + [.linear(sizes.width, output.size(for: input))])
  }

  package func widened(by factor: Int) -> Self {
    var wide = self
    wide.sizes.width *= factor
    return wide
  }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    let kind = Self.cell.rawValue.uppercased()
    return "\(kind) \(sizes.layers)×\(sizes.width)-\(output.size(for: input))"
  }
}

/// Gated recurrent units.
package struct GRUModel: RecurrentForm {
  package var sizes = RecurrentSizes()

  package static let cell = LayerDescription.Recurrent.Cell.gru
  package static let word = NotationWord(
    "gru", summary: "Gated recurrent units over a text's tokens.",
    formula: "three gates of each layer; parameters ≈ vocabulary·width + 6·layers·width²",
    purpose: "texts", example: "gru(width: 256)",
    source: "Cho et al., 2014; the form of PyTorch's nn.GRU")

  /// The model with its defaults.
  package init() {}
}

/// Long short-term memory.
package struct LSTMModel: RecurrentForm {
  package var sizes = RecurrentSizes()

  package static let cell = LayerDescription.Recurrent.Cell.lstm
  package static let word = NotationWord(
    "lstm", summary: "Long short-term memory over a text's tokens.",
    formula: "four gates of each layer; parameters ≈ vocabulary·width + 8·layers·width²",
    purpose: "texts", example: "lstm(width: 256, layers: 2)",
    source: "Hochreiter, Schmidhuber, 1997; the form of PyTorch's nn.LSTM")

  /// The model with its defaults.
  package init() {}
}

/// A plain recurrent network.
package struct RNNModel: RecurrentForm {
  package var sizes = RecurrentSizes()

  package static let cell = LayerDescription.Recurrent.Cell.rnn
  package static let word = NotationWord(
    "rnn", summary: "A plain recurrent network over a text's tokens.",
    formula: "h ← tanh(W·x + U·h + b); parameters ≈ vocabulary·width + 2·layers·width²; its "
      + "gradients vanish or explode over many tokens",
    purpose: "texts, as a yardstick", example: "rnn(width: 256)",
    source: "Elman, 1990; the form of PyTorch's nn.RNN")

  /// The model with its defaults.
  package init() {}
}
