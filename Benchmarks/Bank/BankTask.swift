import Anneal
import LearningRate
import Tasks
import Training

/// The small tasks of the bank: tables, points, digits and tokens under the kinds of layers that the
/// engine has.
enum BankTask {
  /// The task called `name`.
  static func named(_ name: String) throws -> TrainingTask {
    switch name {
    case "digits": .digits
    case "boston": .boston
    case "mnist":
      generated(name, { try await shortMNIST($0) }, batchSize: 64) {
        Classifier(
          Sequential(
            try Convolution2D(1, 16, size: 3, padding: 1), MaxPool2D(2), ReLU(),
            try Convolution2D(16, 32, size: 3, padding: 1), MaxPool2D(2), ReLU(),
            Flatten(), try Linear(1568, 10)))
      }
    case "digits-norm": ofDigits(name) { Classifier(try normalized()) }
    case "digits-mlp":
      ofDigits(name) { Classifier(Sequential([Flatten()] + (try mlp([64, 128, 128, 10])))) }
    case "digits-gru":
      ofDigits(name) {
        Classifier(Sequential(Rows(), try GRU(8, 48), LastRow(), try Linear(48, 10)))
      }
    case "digits-lstm":
      ofDigits(name) {
        Classifier(Sequential(Rows(), try LSTM(8, 48), LastRow(), try Linear(48, 10)))
      }
    case "digits-attention":
      ofDigits(name) {
        Classifier(
          Sequential(
            [Rows(), try Linear(8, 32), try LearnedPositions(8, 32)]
              + (try blocks(2, width: 32, causal: false))
              + [try LayerNorm(32), MeanRow(), try Linear(32, 10)]))
      }
    case "autoencoder":
      ofDigits(name) {
        Reconstruction(
          Sequential([Flatten()] + (try mlp([64, 48, 12, 48, 64], activation: { Tanh() }))))
      }
    case "friedman":
      generated(name, BankData.friedman, batchSize: 32) {
        Regressor(Sequential(try mlp([10, 64, 64, 1])))
      }
    case "noisy-table":
      generated(name, BankData.noisyTable, batchSize: 16) {
        Classifier(Sequential(try mlp([30, 64, 2])))
      }
    case "spirals":
      generated(name, BankData.spirals, batchSize: 32) {
        Classifier(Sequential(try mlp([2, 32, 32, 2], activation: { Tanh() })))
      }
    case "chain-lstm":
      generated(name, BankData.chain, batchSize: 16) {
        NextSymbol(
          Sequential(Symbols(), try Embedding(20, 32), try LSTM(32, 64), try Linear(64, 20)))
      }
    case "chain-attention":
      generated(name, BankData.chain, batchSize: 16) {
        NextSymbol(
          Sequential(
            [Symbols(), try Embedding(20, 32), try LearnedPositions(24, 32)]
              + (try blocks(2, width: 32, causal: true))
              + [try LayerNorm(32), try Linear(32, 20)]))
      }
    default: throw TrainingError("no task of the bank is called '\(name)'")
    }
  }

  /// The first 6,000 images of MNIST, and 1,000 of its test set.
  private static func shortMNIST(_ seed: UInt64) async throws -> TrainingTask.TaskData {
    let data = try await TrainingTask.mnist.load(seed, DataSource())
    guard let training = data.training as? any Dataset else { return data }
    return .init(
      training: FirstExamples(base: training, count: 6000),
      validation: FirstExamples(base: data.validation, count: 1000))
  }

  private static func ofDigits(
    _ name: String, _ model: @escaping @Sendable () throws -> any Model
  ) -> TrainingTask {
    generated(name, { try await TrainingTask.digits.load($0, DataSource()) }, batchSize: 32, model)
  }

  private static func generated(
    _ name: String,
    _ data: @escaping @Sendable (UInt64) async throws -> TrainingTask.TaskData, batchSize: Int,
    _ model: @escaping @Sendable () throws -> any Model
  ) -> TrainingTask {
    TrainingTask(
      name: name, summary: "a task of the bank", data: name, architecture: name,
      optimizer: .adamw(),
      schedule: { .cosine(from: $0, to: 0).warmup(.percent(5)) }, length: .steps(450),
      batchSize: batchSize, threads: 1, load: { seed, _ in try await data(seed) },
      makeModel: { _ in try model() })
  }

  private static func mlp(
    _ widths: [Int], activation: () -> any Layer = { ReLU() }
  ) throws -> [any Layer] {
    var layers: [any Layer] = []
    for (input, output) in zip(widths, widths.dropFirst()) {
      if !layers.isEmpty { layers.append(activation()) }
      layers.append(try Linear(input, output))
    }
    return layers
  }

  private static func normalized() throws -> Sequential {
    Sequential(
      try Convolution2D(1, 16, size: 3, padding: 1), try BatchNorm(16), ReLU(), MaxPool2D(2),
      try Convolution2D(16, 32, size: 3, padding: 1), try BatchNorm(32), ReLU(), MaxPool2D(2),
      Flatten(), try Linear(128, 10))
  }

  private static func blocks(_ count: Int, width: Int, causal: Bool) throws -> [any Layer] {
    try (0..<count).flatMap { _ -> [any Layer] in
      [
        Residual(try LayerNorm(width), try MultiHeadAttention(width, heads: 4, causal: causal)),
        Residual(
          try LayerNorm(width), try Linear(width, 4 * width), GELU(), try Linear(4 * width, width)),
      ]
    }
  }
}

/// The first examples of a data set.
private struct FirstExamples: Dataset {
  let base: any Dataset
  let count: Int
  func batch(_ indices: ArraySlice<Int64>) throws -> Batch { try base.batch(indices) }
}
