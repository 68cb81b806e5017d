package import Notation

/// A transformer that reads a text and writes another.
package struct EncoderDecoderModel: ModelForm {
  /// The length of a token's vector.
  package var width = 128
  /// The number of blocks of the encoder, and of the decoder.
  package var layers = 4
  /// The number of heads of each block.
  package var heads = 4
  /// The probability of dropout.
  package var dropout = 0.1

  package static let word = NotationWord(
    "encoderDecoder", summary: "A transformer that reads a text and writes another.",
    formula: "blocks of attention to the text, and to what is written and the text; one table of "
      + "vectors for all; parameters ≈ vocabulary·width + 28·layers·width²",
    purpose: "translation", example: "encoderDecoder(width: 256, layers: 3)",
    source: "Vaswani et al., 2017, with normalization first")

  package static var parameters: NotationParameters<EncoderDecoderModel> {
    [
      .optional("width", \.width, .within(2...4096)),
      .optional("layers", \.layers, .within(1...48)),
      .optional("heads", \.heads, .within(1...64)), .optional("dropout", \.dropout, .dropout),
    ]
  }

  /// The model with its defaults.
  package init() {}

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    guard case .translation(let vocabulary, let length) = input else {
      throw unsuited(to: input, takes: "texts with their translations")
    }
    guard width % heads == 0, width % 2 == 0 else {
      throw ModelError(
        "the width of an encoderDecoder must be even and a multiple of its heads, \(heads); received "
          + "\(width)")
    }
    return .encoderDecoder(
      LayerDescription.EncoderDecoder(
        vocabulary: vocabulary, length: length, width: width, heads: heads, layers: layers,
        dropout: dropout))
  }

  package func widened(by factor: Int) -> Self {
    var wide = self
    wide.width *= factor
    return wide
  }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    "transformer \(layers)+\(layers)×\(width) of \(heads) heads-\(output.size(for: input))"
  }
}
