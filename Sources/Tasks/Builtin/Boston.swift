internal import DataFiles
internal import Foundation
internal import LearningRate
internal import Models
internal import Notation
internal import Optimizers
internal import Torch
internal import Training

extension TrainingTask {
  /// Boston housing: the median value of homes in 506 tracts from 13 features, embedded in the
  /// package.
  ///
  /// A fifth is held out, chosen by the seed. Features and target are standardized to mean 0 and
  /// standard deviation 1 with the training set's statistics, so predicting the mean gives a mean
  /// squared error of 1. The model is the multilayer perceptron 13-10-10-1 with tanh. The data set
  /// is a historical benchmark; its feature `b` encodes race (see `Resources/ATTRIBUTION.md`).
  public static let boston = boston(hidden: [10, 10])

  /// The task with hidden layers of these widths.
  ///
  /// - Precondition: at most 16 widths, each from 1 to 4096.
  public static func boston(hidden: [Int]) -> TrainingTask { BostonTask(hidden: hidden).task }
}

private struct BostonTask: TaskForm {
  var hidden = [10, 10]

  static let word = NotationWord(
    "boston", summary: "the median value of a tract's homes, from 13 features")

  static var parameters: NotationParameters<BostonTask> {
    [.optional("hidden", \.hidden, .widths)]
  }

  var task: TrainingTask {
    let widths = [13] + hidden + [1]
    return TrainingTask(
      self,
      data: "Boston housing, 506 rows, embedded; a random fifth held out",
      architecture: "MLP \(widths.map(String.init).joined(separator: "-"))", optimizer: .adamw(),
      schedule: { .cosine(from: $0, to: 0).warmup(.percent(5)) }, length: .epochs(100),
      batchSize: 32, threads: 1,
      load: { seed, _ in try loadBoston(seed: seed) },
      makeModel: { _ in
        var layers: [any Layer] = []
        for (input, output) in zip(widths, widths.dropFirst()) {
          if !layers.isEmpty { layers.append(Tanh()) }
          layers.append(try Linear(input, output))
        }
        return Regressor(Sequential(layers))
      })
  }
}

private func loadBoston(seed: UInt64) throws -> TrainingTask.TaskData {
  let table = try CSVTable(try EmbeddedData.contents(of: "boston.csv"), file: "boston.csv")
  let columns = try (0..<14).map { try table.numbers(inColumn: $0) }
  let split = DataSplit.plain(count: table.rowCount, fraction: 0.2, seed: seed)
  let scaled = columns.map { Standardized($0, over: split.training).values }
  func part(_ rows: [Int]) throws -> TensorDataset {
    TensorDataset(
      inputs: try Tensor(
        rows.flatMap { row in (0..<13).map { Float(scaled[$0][row]) } }, shape: [rows.count, 13]),
      targets: try Tensor(rows.map { Float(scaled[13][$0]) }, shape: [rows.count, 1]))
  }
  return TrainingTask.TaskData(
    training: try part(split.training), validation: try part(split.validation))
}
