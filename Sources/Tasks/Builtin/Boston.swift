internal import DataFiles
internal import Foundation
internal import LearningRate
internal import Optimizers
internal import Torch
internal import Training

extension TrainingTask {
  /// Boston housing: the median value of homes in 506 tracts from 13 features, embedded.
  ///
  /// A fifth is held out, drawn by the seed. Features and target are scaled to mean 0 and deviation
  /// 1 with the training part's statistics, so a mean squared error of 1 is what the mean alone
  /// achieves. The model is the multilayer perceptron 13-10-10-1 with tanh. The set is a historical
  /// benchmark; its feature `b` encodes race (see `Resources/ATTRIBUTION.md`).
  public static let boston = TrainingTask(
    name: "boston", summary: "the median value of a tract's homes, from 13 features",
    data: "Boston housing, 506 rows, embedded; a fifth held out by the seed",
    architecture: "MLP 13-10-10-1", optimizer: .adamw(),
    schedule: { .cosine(from: $0, to: 0).warmup(.percent(5)) }, length: .epochs(100),
    batchSize: 32, threads: 1,
    load: { seed, _ in try loadBoston(seed: seed) },
    makeModel: {
      Regressor(
        Sequential(
          try Linear(13, 10), Tanh(), try Linear(10, 10), Tanh(), try Linear(10, 1)))
    })
}

private func loadBoston(seed: UInt64) throws -> TrainingTask.TaskData {
  let table = try CSVTable(try EmbeddedData.contents(of: "boston.csv"), file: "boston.csv")
  let columns = try (0..<14).map { try table.numbers(inColumn: $0) }
  let split = HeldOut.plain(count: table.rowCount, share: 0.2, seed: seed)
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
