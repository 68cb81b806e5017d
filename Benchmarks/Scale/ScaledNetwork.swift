import Anneal
import Notation
import Tasks
import Training

/// The networks whose widths and depths are varied, with their data.
enum ScaledNetwork: String {
  /// Digits under a multilayer perceptron.
  case mlp = "MLP"
  /// A chain of symbols under attention.
  case transformer

  var batchSize: Int { self == .mlp ? 32 : 8 }

  /// The residual branches of the transformer.
  var branches: ModelScaling.Branches {
    ModelScaling.Branches(
      blocks: "body.layers.1.layers.#.*",
      ends: ["body.layers.1.*.body.layers.1.output.*", "body.layers.1.*.body.layers.3.*"])
  }

  func data(_ seed: UInt64) async throws -> TrainingTask.TaskData {
    switch self {
    case .mlp: try await TrainingTask.digits.load(seed, DataSource())
    case .transformer: try BankData.chain(seed)
    }
  }

  /// The model of this size; with `base`, its attention has the scale of that one's heads.
  func model(_ size: Size, attentionAs base: Size?) throws -> any Model {
    let width = size.width
    switch self {
    case .mlp:
      var layers: [any Layer] = [Flatten(), try Linear(64, width), ReLU()]
      for _ in 1..<size.layers { layers += [try Linear(width, width), ReLU()] }
      return Classifier(Sequential(layers + [try Linear(width, 10)]))
    case .transformer:
      let heads = 4
      let scale = base.map { (Double($0.width / heads)).squareRoot() / Double(width / heads) }
      let blocks = try (0..<size.layers).flatMap { _ -> [any Layer] in
        [
          Residual(
            try LayerNorm(width),
            try MultiHeadAttention(width, heads: heads, causal: true, scale: scale)),
          Residual(
            try LayerNorm(width), try Linear(width, 4 * width), GELU(),
            try Linear(4 * width, width)),
        ]
      }
      return NextSymbol(
        Sequential(
          Sequential(Symbols(), try Embedding(20, width), try LearnedPositions(24, width)),
          Sequential(blocks), try LayerNorm(width), try Linear(width, 20)))
    }
  }
}
