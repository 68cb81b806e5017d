/// What a model receives for each example.
package enum ModelInput: Codable, Hashable, Sendable {
  /// A row of a table: `numbers` numbers, then for each embedded column the code of its category,
  /// from 0 to its size − 1.
  case table(numbers: Int, codes: [Int])
  /// A picture of channels × height × width.
  case image(channels: Int, height: Int, width: Int)
  /// A text of up to `length` tokens, each from 0 to `vocabulary` − 1; 0 is padding at its end.
  case tokens(vocabulary: Int, length: Int)
  /// A text and its translation, each of up to `length` tokens from 0 to `vocabulary` − 1; 0 is padding
  /// at their ends.
  case translation(vocabulary: Int, length: Int)

  /// What an error calls such examples.
  var kind: String {
    switch self {
    case .table: "the rows of a table"
    case .image: "images"
    case .tokens: "texts"
    case .translation: "texts with their translations"
    }
  }
}

/// What a model answers for each example.
package enum ModelOutput: Codable, Hashable, Sendable {
  /// A vector: the logits of classes, or one number.
  case vector(Int)
  /// The logits of the next token after each token; of a translation, after each of its own tokens.
  case nextToken

  /// The length of the vector for an input; the vocabulary for next tokens.
  func size(for input: ModelInput) -> Int {
    switch (self, input) {
    case (.vector(let size), _): size
    case (.nextToken, .tokens(let vocabulary, _)), (.nextToken, .translation(let vocabulary, _)):
      vocabulary
    case (.nextToken, _): preconditionFailure("only texts have next tokens; received \(input)")
    }
  }
}
