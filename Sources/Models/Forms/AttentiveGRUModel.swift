package import Notation

/// Gated recurrent units that read a text and write another, with attention to the first.
package struct AttentiveGRUModel: ModelForm {
  /// The length of a token's vector, and of the decoder's hidden state.
  package var width = 256
  /// The number of layers of the encoder, and of the decoder.
  package var layers = 1
  /// The probability of dropout.
  package var dropout = 0.2

  package static let word = NotationWord(
    "attentiveGRU", summary: "Gated recurrent units that read a text and write another.",
    formula: "h̃ = tanh(W·[attention(h, text), h]); one table of vectors for all; "
      + "parameters ≈ vocabulary·width + 15·width² with one layer",
    purpose: "translation", example: "attentiveGRU(width: 512)",
    source: "Luong, Pham, Manning, 2015, the score 'general'; Cho et al., 2014")

  package static var parameters: NotationParameters<AttentiveGRUModel> {
    [
      .optional("width", \.width, .within(2...4096)),
      .optional("layers", \.layers, .within(1...16)), .optional("dropout", \.dropout, .dropout),
    ]
  }

  /// The model with its defaults.
  package init() {}

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    guard case .translation(let vocabulary, let length) = input else {
      throw unsuited(to: input, takes: "texts with their translations")
    }
    guard width % 2 == 0 else {
      throw ModelError("the width of an attentiveGRU must be even; received \(width)")
    }
    return .attentiveGRU(
      LayerDescription.AttentiveGRU(
        vocabulary: vocabulary, length: length, width: width, layers: layers, dropout: dropout))
  }

  package func widened(by factor: Int) -> Self {
    var wide = self
    wide.width *= factor
    return wide
  }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    "GRU \(layers)+\(layers)×\(width) with attention-\(output.size(for: input))"
  }
}
