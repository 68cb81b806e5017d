internal import Torch

/// The mean of the vectors of a text's tokens; token 0 is padding and does not count.
///
/// Source: Joulin et al., *Bag of Tricks for Efficient Text Classification*, 2016.
final class TokenBag: Layer {
  let embedding: Embedding

  init(_ vocabulary: Int, _ width: Int) throws {
    embedding = try Embedding(vocabulary, width, padding: 0)
  }

  /// n × length tokens to n × width; zeros for a text without tokens.
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let tokens = try input.converted(to: .int64, on: input.device)
    let counts = try (tokens .!= 0).converted(to: .float32, on: input.device)
      .sum(along: 1, keepingDimensions: true).atLeast(1)
    return try embedding(tokens, for: mode).sum(along: 1) / counts
  }
}
