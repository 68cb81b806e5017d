import Anneal

/// The models that are timed; `peer.py` has the same.
enum BenchmarkModels {
  /// A classifier, and the shape of its input.
  ///
  /// - `cnn`: convolution 1→16, ReLU, pool, convolution 16→32, ReLU, pool, linear 1568→10, batch 128.
  /// - `mlp`: linear 784→128, ReLU, linear 128→10, batch 64.
  /// - `lstm`: 65 characters, 2 layers of 128, batch 32×64.
  /// - `transformer`: 65 characters, 4 blocks of width 128 with 4 heads, batch 32×64.
  static func classifier(_ name: String) throws -> (body: any Layer, shape: [Int]) {
    switch name {
    case "cnn":
      let body = Sequential(
        try Convolution2D(1, 16, size: 3, padding: 1), ReLU(), MaxPool2D(2),
        try Convolution2D(16, 32, size: 3, padding: 1), ReLU(), MaxPool2D(2),
        Flatten(), try Linear(1568, 10))
      return (body, [128, 1, 28, 28])
    case "mlp":
      return (Sequential(try Linear(784, 128), ReLU(), try Linear(128, 10)), [64, 784])
    case "lstm":
      let body = Sequential(
        try Embedding(65, 128), try LSTM(128, 128, layers: 2), try Linear(128, 65))
      return (body, [32, 64])
    case "transformer":
      let blocks = try (0..<4).flatMap { _ -> [any Layer] in
        [
          Residual(try LayerNorm(128), try MultiHeadAttention(128, heads: 4, causal: true)),
          Residual(try LayerNorm(128), try Linear(128, 512), GELU(), try Linear(512, 128)),
        ]
      }
      let body = Sequential(
        [try Embedding(65, 128), try LearnedPositions(64, 128)] + blocks
          + [try LayerNorm(128), try Linear(128, 65)])
      return (body, [32, 64])
    default:
      throw TrainingError(
        "the model must be cnn, mlp, lstm, transformer or gan; received '\(name)'")
    }
  }
}

/// A small DCGAN over images of 28×28.
///
/// Source: Radford, Metz & Chintala, *Unsupervised Representation Learning with DCGANs*, 2016.
final class AdversarialPair: Model {
  let generator: Sequential
  let discriminator: Sequential

  init() throws {
    generator = Sequential(
      try TransposedConvolution2D(64, 128, size: 7, bias: false), try BatchNorm(128), ReLU(),
      try TransposedConvolution2D(128, 64, size: 4, stride: 2, padding: 1, bias: false),
      try BatchNorm(64), ReLU(),
      try TransposedConvolution2D(64, 1, size: 4, stride: 2, padding: 1), Tanh())
    discriminator = Sequential(
      try Convolution2D(1, 64, size: 4, stride: 2, padding: 1), LeakyReLU(slope: 0.2),
      try Convolution2D(64, 128, size: 4, stride: 2, padding: 1, bias: false), try BatchNorm(128),
      LeakyReLU(slope: 0.2), try Convolution2D(128, 1, size: 7), Flatten())
  }

  func forged(_ count: Int) throws -> Tensor {
    try generator(.normal([count, 64, 1, 1]), for: .training)
  }

  func judged(_ images: Tensor, as truth: Double) throws -> Tensor {
    let logits = try discriminator(images, for: .training)
    return try logits.binaryCrossEntropyWithLogits(with: .full(logits.shape, truth))
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    Outcome(loss: try judged(forged(batch.count), as: 1))
  }
}

/// The discriminator's update, and then the generator's.
struct AdversarialStep: TrainingStep {
  let pair: AdversarialPair

  func run(_ context: StepContext) throws {
    try context.differentiate(for: ["discriminator"]) { batch in
      let forged = try pair.forged(batch.count).detached()
      return Outcome(loss: try pair.judged(batch.input, as: 1) + pair.judged(forged, as: 0))
    }
    try context.update("discriminator")
    try context.differentiate(for: ["generator"]) { batch in
      Outcome(loss: try pair.judged(pair.forged(batch.count), as: 1))
    }
    try context.update("generator")
  }
}
