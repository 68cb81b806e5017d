package import Search
internal import Torch
package import Training

extension NetworkKind {
  /// The kind of `model` by its layers: attention makes a transformer, a recurrent layer a recurrent
  /// network, a convolution a CNN; of others, several matrices make an MLP.
  ///
  /// Embeddings do not count as matrices. What a model computes without layers is not seen.
  package init(of model: any Model) {
    let layers = model.modules
    if layers.contains(where: { $0 is MultiHeadAttention }) {
      self = .transformer
    } else if layers.contains(where: { $0 is GRU || $0 is LSTM || $0 is RNN }) {
      self = .rnn
    } else if layers.contains(where: {
      $0 is Convolution1D || $0 is Convolution2D || $0 is TransposedConvolution2D
    }) {
      self = .cnn
    } else {
      self = layers.count { $0 is Linear } > 1 ? .mlp : .linear
    }
  }
}
