package import Notation

/// The two families of recurrent networks, which differ in their cells alone.
package enum RecurrentModels {
  /// Gated recurrent units.
  package struct GRU: ModelForm {
    var sizes = Sizes()

    package static let word = NotationWord(
      "gru", summary: "Gated recurrent units over a text's tokens.",
      formula: "three gates of each layer; parameters ≈ vocabulary·width + 6·layers·width²",
      purpose: "texts", example: "gru(width: 256)",
      source: "Cho et al., 2014; the form of PyTorch's nn.GRU")

    package static var parameters: NotationParameters<GRU> { Sizes.parameters(at: \GRU.sizes) }

    /// The model with its defaults.
    package init() {}

    /// The model of this width.
    package init(width: Int) { sizes.width = width }

    package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
      guard let network = sizes.network(.gru, for: input, output) else {
        throw unsuited(to: input, takes: "texts")
      }
      return network
    }

    package func widened(by factor: Int) -> Self {
      var wide = self
      wide.sizes.width *= factor
      return wide
    }

    package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
      "GRU \(sizes.layers)×\(sizes.width)-\(output.size(for: input))"
    }
  }

  /// Long short-term memory.
  package struct LSTM: ModelForm {
    var sizes = Sizes()

    package static let word = NotationWord(
      "lstm", summary: "Long short-term memory over a text's tokens.",
      formula: "four gates of each layer; parameters ≈ vocabulary·width + 8·layers·width²",
      purpose: "texts", example: "lstm(width: 256, layers: 2)",
      source: "Hochreiter, Schmidhuber, 1997; the form of PyTorch's nn.LSTM")

    package static var parameters: NotationParameters<LSTM> { Sizes.parameters(at: \LSTM.sizes) }

    /// The model with its defaults.
    package init() {}

    package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
      guard let network = sizes.network(.lstm, for: input, output) else {
        throw unsuited(to: input, takes: "texts")
      }
      return network
    }

    package func widened(by factor: Int) -> Self {
      var wide = self
      wide.sizes.width *= factor
      return wide
    }

    package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
      "LSTM \(sizes.layers)×\(sizes.width)-\(output.size(for: input))"
    }
  }

  /// The sizes of a recurrent network.
  struct Sizes: Hashable, Sendable {
    var width = 128
    var layers = 1
    var dropout = 0.1

    static func parameters<Form>(
      at path: WritableKeyPath<Form, Sizes>
    ) -> NotationParameters<Form> {
      [
        .optional("width", path.appending(path: \.width), .within(1...4096)),
        .optional("layers", path.appending(path: \.layers), .within(1...16)),
        .optional("dropout", path.appending(path: \.dropout), .dropout),
      ]
    }

    /// The network; nil if the examples are no texts.
    func network(
      _ cell: LayerDescription.Recurrent.Cell, for input: ModelInput, _ output: ModelOutput
    ) -> LayerDescription? {
      guard case .tokens(let vocabulary, _) = input else { return nil }
      let body = LayerDescription.Recurrent(
        cell: cell, vocabulary: vocabulary, width: width, layers: layers, dropout: dropout,
        isPooled: output != .nextToken)
      let end: [LayerDescription] = dropout > 0 ? [.dropout(dropout)] : []
      return .sequence([.recurrent(body)] + end + [.linear(width, output.size(for: input))])
    }
  }
}
