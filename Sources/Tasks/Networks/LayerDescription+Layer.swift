internal import Models
internal import Torch

extension LayerDescription {
  /// The layers that train, with random initial weights.
  ///
  /// - Throws: `TorchError` when out of memory.
  func layer() throws -> any Layer {
    switch self {
    case .linear(let inputs, let outputs): try Linear(inputs, outputs)
    case .activation(.relu): ReLU()
    case .activation(.silu): SiLU()
    case .activation(.gelu): GELU()
    case .activation(.tanh): Tanh()
    case .dropout(let probability): Dropout(probability)
    case .flatten: Flatten()
    case .convolution(let inputs, let outputs, let size, let stride):
      try Convolution2D(
        inputs, outputs, size: size, stride: stride, padding: size / 2, bias: false)
    case .batchNorm(let channels): try BatchNorm(channels)
    case .maxPool(let size): MaxPool2D(size)
    case .globalAverage: GlobalAverage()
    case .sequence(let layers): Sequential(try layers.map { try $0.layer() })
    case .residual(let body, let shortcut):
      Residual(try body.layer(), shortcut: try shortcut?.layer())
    case .categories(let numbers, let sizes, let widths):
      try CategoryEmbedding(numbers: numbers, sizes: sizes, widths: widths)
    case .factors(let numbers, let sizes, let width):
      try FactorNetwork(numbers: numbers, sizes: sizes, width: width)
    case .bag(let vocabulary, let width): try TokenBag(vocabulary, width)
    case .recurrent(let network): try TokenRecurrence(network)
    case .transformer(let network): try TokenTransformer(network)
    case .encoderDecoder(let network): try TranslationTransformer(network)
    case .attentiveGRU(let network): try TranslationRecurrence(network)
    }
  }
}

/// The mean over all pixels: n × channels × height × width to n × channels.
final class GlobalAverage: Layer {
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    try input.mean(along: 2, 3)
  }
}
