/// A network as data: its layers with their sizes.
///
/// The layers that train and the Python that rebuilds the network in PyTorch are both made from
/// it. Shapes are those of one batch of n examples.
package indirect enum LayerDescription: Hashable, Sendable {
  /// x·Wᵀ + b on the last dimension, from `inputs` to `outputs` features.
  case linear(_ inputs: Int, _ outputs: Int)
  /// A function of each element.
  case activation(Activation)
  /// Dropout with this probability.
  case dropout(Double)
  /// n × … to n × features.
  case flatten
  /// A convolution of size × size without bias, padded by size/2 on each side.
  case convolution(_ inputs: Int, _ outputs: Int, size: Int, stride: Int)
  /// Batch normalization of the channels of pictures.
  case batchNorm(_ channels: Int)
  /// The maximum over windows of size × size.
  case maxPool(Int)
  /// The mean over all pixels: n × channels × height × width to n × channels.
  case globalAverage
  /// One layer after the other.
  case sequence([LayerDescription])
  /// shortcut(x) + body(x); without a shortcut x + body(x).
  case residual(LayerDescription, shortcut: LayerDescription?)
  /// Rows of a table with embedded columns: n × (numbers + columns) to n × (numbers + Σ widths).
  case categories(numbers: Int, sizes: [Int], widths: [Int])
  /// A factor model: n × (numbers + columns) to n × 1.
  case factors(numbers: Int, sizes: [Int], width: Int)
  /// The mean of the vectors of a text's tokens, without padding: n × length to n × width.
  case bag(vocabulary: Int, width: Int)
  /// A recurrent network over the vectors of a text's tokens.
  case recurrent(Recurrent)
  /// A transformer over the vectors of a text's tokens and their positions.
  case transformer(Transformer)
  /// A transformer that reads a text and writes another.
  case encoderDecoder(EncoderDecoder)
  /// Gated recurrent units that read a text and write another, with attention to the first.
  case attentiveGRU(AttentiveGRU)

  /// A function of each element.
  package enum Activation: String, CaseIterable, Hashable, Sendable {
    /// max(x, 0).
    case relu
    /// x·σ(x).
    case silu
    /// x·Φ(x).
    case gelu
    /// tanh x.
    case tanh
  }

  /// A recurrent network over tokens.
  package struct Recurrent: Hashable, Sendable {
    /// The kind of its cells.
    package enum Cell: String, Hashable, Sendable { case gru, lstm, rnn }

    /// The kind of its cells.
    package let cell: Cell
    /// The number of different tokens.
    package let vocabulary: Int
    /// The size of a token's vector and of the hidden state.
    package let width: Int
    /// The number of layers.
    package let layers: Int
    /// The probability of dropout between layers.
    package let dropout: Double
    /// Whether the output is the state after the last token, n × width; else the states after all
    /// tokens, n × length × width.
    package let isPooled: Bool
  }

  /// Whether the network reads its tokens one after the other.
  package var isRecurrent: Bool {
    switch self {
    case .recurrent: true
    case .sequence(let layers): layers.contains(where: \.isRecurrent)
    default: false
    }
  }

  /// A transformer over tokens.
  package struct Transformer: Hashable, Sendable {
    /// The number of different tokens.
    package let vocabulary: Int
    /// The largest number of tokens.
    package let length: Int
    /// The size of a token's vector.
    package let width: Int
    /// The number of heads, which divides the width.
    package let heads: Int
    /// The number of blocks.
    package let layers: Int
    /// The probability of dropout.
    package let dropout: Double
    /// Whether the output is the mean over the tokens, n × width, and each token sees all others;
    /// else the output is n × length × width, and each token sees only earlier ones.
    package let isPooled: Bool
    /// The factor of the attention's scores; nil for 1/√(width/heads).
    package var attentionScale: Double?
  }
}
