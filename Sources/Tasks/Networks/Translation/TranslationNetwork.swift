package import Torch
package import Training

/// A network that reads a text and writes another token by token.
///
/// Tokens are n × length; 0 is padding at their ends. As a layer it maps n × 2 × length tokens, a text
/// and its translation, to the logits of the token after each token of the translation.
package protocol TranslationNetwork: Layer {
  /// What of the texts `source` is needed for writing; each tensor has a row for each text.
  func memory(of source: Tensor, for mode: Mode) throws -> CarriedState

  /// The logits of the token after each of `tokens`, n × length × vocabulary, which follow what `state`
  /// has seen of a translation, and the state after them. Nil is the state before the first token.
  func callAsFunction(
    _ tokens: Tensor, memory: CarriedState, after state: CarriedState?, for mode: Mode
  ) throws -> (logits: Tensor, state: CarriedState)
}

extension TranslationNetwork {
  /// The logits for a text and its translation, n × 2 × length.
  package func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let pairs = try input.converted(to: .int64, on: input.device)
    let memory = try memory(of: pairs[.all, 0], for: mode)
    return try self(pairs[.all, 1], memory: memory, after: nil, for: mode).logits
  }
}

/// The vectors of tokens, which also are the weights of the logits.
///
/// They are drawn with the standard deviation 1/√width and multiplied by √width as inputs, so that inputs
/// and logits both have about unit variance at the start.
///
/// Source: Press & Wolf, *Using the Output Embedding to Improve Language Models*, 2017; Vaswani et al.,
/// 2017, section 3.4.
extension Embedding {
  /// A table for inputs and logits.
  static func shared(_ vocabulary: Int, width: Int) throws -> Embedding {
    let table = try Embedding(vocabulary, width)
    try Engine.withoutGradients {
      try table.weight.assign(table.weight * (1 / Double(width).squareRoot()))
    }
    return table
  }

  /// The vectors of tokens as inputs.
  func inputs(_ tokens: Tensor, for mode: Mode) throws -> Tensor {
    try self(tokens, for: mode) * Double(weight.shape[1]).squareRoot()
  }

  /// The logits at the outputs n × length × width.
  func logits(_ output: Tensor) throws -> Tensor { try output.matmul(weight.transposed()) }
}
