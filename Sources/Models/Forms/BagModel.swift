package import Notation

/// The mean of a text's token vectors, and a linear layer.
package struct BagModel: ModelForm {
  /// The length of a token's vector.
  package var width = 64
  /// The probability of dropout before the last layer.
  package var dropout = 0.2

  package static let word = NotationWord(
    "bag", summary: "The mean of the vectors of a text's tokens, and a linear layer.",
    formula: "y = W·(Σ e[token]/tokens) + b; parameters = vocabulary·width + (width + 1)·outputs",
    purpose: "short texts in classes, in seconds", example: "bag(width: 128)",
    source: "Joulin et al., Bag of Tricks for Efficient Text Classification, 2016")

  package static var parameters: NotationParameters<BagModel> {
    [.optional("width", \.width, .within(1...4096)), .optional("dropout", \.dropout, .dropout)]
  }

  /// The model with its defaults.
  package init() {}

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    guard case .tokens(let vocabulary, _) = input, case .vector(let outputs) = output else {
      if output == .nextToken {
        throw ModelError("the model bag takes texts in classes, and this text has none")
      }
      throw unsuited(to: input, takes: "texts")
    }
    let end: [LayerDescription] = dropout > 0 ? [.dropout(dropout)] : []
    return .sequence([.bag(vocabulary: vocabulary, width: width)] + end + [.linear(width, outputs)])
  }

  package func widened(by factor: Int) -> Self {
    var wide = self
    wide.width *= factor
    return wide
  }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    "bag of words \(width)-\(output.size(for: input))"
  }
}
