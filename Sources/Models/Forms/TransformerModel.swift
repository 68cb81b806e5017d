package import Notation

/// A transformer over tokens.
package struct TransformerModel: ModelForm {
  /// The length of a token's vector.
  package var width = 128
  /// The number of blocks.
  package var layers = 2
  /// The number of heads of each block.
  package var heads = 4
  /// The probability of dropout.
  package var dropout = 0.1

  package static let word = NotationWord(
    "transformer", summary: "Blocks of attention and a perceptron over a text's tokens.",
    formula: "x ← x + attention(norm(x)); x ← x + mlp(norm(x)) in each block; "
      + "parameters ≈ (vocabulary + length)·width + 12·layers·width²",
    purpose: "texts", example: "transformer(width: 256, layers: 4, heads: 8)",
    source: "Vaswani et al., 2017; normalization first as in GPT-2")

  package static var parameters: NotationParameters<TransformerModel> {
    [
      .optional("width", \.width, .within(1...4096)),
      .optional("layers", \.layers, .within(1...48)),
      .optional("heads", \.heads, .within(1...64)), .optional("dropout", \.dropout, .dropout),
    ]
  }

  /// The model with its defaults.
  package init() {}

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    guard case .tokens(let vocabulary, let length) = input else {
      throw unsuited(to: input, takes: "texts")
    }
    guard width % heads == 0 else {
      throw ModelError(
        "the heads of a transformer must divide its width, \(width); received \(heads)")
    }
    let body = LayerDescription.Transformer(
      vocabulary: vocabulary, length: length, width: width, heads: heads, layers: layers,
      dropout: dropout, isPooled: output != .nextToken, attentionScale: nil)
    return .sequence([.transformer(body), .linear(width, output.size(for: input))])
  }

  package func widened(by factor: Int) -> Self {
    var wide = self
    wide.width *= factor
    return wide
  }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    "transformer \(layers)×\(width) of \(heads) heads-\(output.size(for: input))"
  }
}
