// Networks that read a text and write another: n × 2 × length tokens, a text and its translation, to
// n × length × vocabulary, the logits of the token after each token of the translation.
extension LayerDescription {
  /// A transformer with an encoder and a decoder, which share the vectors of the tokens.
  package struct EncoderDecoder: Hashable, Sendable {
    /// The number of different tokens.
    package let vocabulary: Int
    /// The largest number of tokens of a text.
    package let length: Int
    /// The size of a token's vector.
    package let width: Int
    /// The number of heads, which divides the width.
    package let heads: Int
    /// The number of blocks of the encoder, and of the decoder.
    package let layers: Int
    /// The probability of dropout.
    package let dropout: Double
  }

  /// Recurrent networks as encoder and decoder, which share the vectors of the tokens.
  package struct AttentiveGRU: Hashable, Sendable {
    /// The number of different tokens.
    package let vocabulary: Int
    /// The largest number of tokens of a text.
    package let length: Int
    /// The size of a token's vector and of the decoder's hidden state, an even number.
    package let width: Int
    /// The number of layers of the encoder, in each direction, and of the decoder.
    package let layers: Int
    /// The probability of dropout.
    package let dropout: Double
  }
}
