internal import DataFiles
internal import Foundation
internal import LearningRate
internal import Notation
internal import Optimizers
internal import Torch
internal import Training

extension TrainingTask {
  /// 1,797 handwritten digits of 8×8 pixels, embedded in the package.
  ///
  /// A stratified fifth is held out, chosen by the seed. The model is a small convolutional
  /// network: two 3×3 convolutions (1→16→32), each followed by 2×2 max pooling and ReLU, and a
  /// linear layer 128→10.
  public static let digits = digits(width: 1)

  /// The task with `width` times as many channels in the network.
  ///
  /// - Precondition: `width` in 1 ... 64.
  public static func digits(width: Int) -> TrainingTask { DigitsTask(width: width).task }
}

private struct DigitsTask: TaskForm {
  var width = 1

  static let word = NotationWord("digits", summary: "which digit a handwritten 8×8 image shows")

  static var parameters: NotationParameters<DigitsTask> {
    [.optional("width", \.width, .within(1...64))]
  }

  var task: TrainingTask {
    TrainingTask(
      self,
      data: "UCI optical digits, 1,797 images, embedded; a random, stratified fifth held out",
      architecture: "CNN 1-\(16 * width)-\(32 * width)-10", optimizer: .adamw(),
      schedule: { .cosine(from: $0, to: 0).warmup(.percent(5)) }, length: .epochs(30),
      batchSize: 32, threads: 1,
      load: { seed, _ in try loadDigits(seed: seed) },
      makeModel: { _ in try makeDigitNetwork(side: 8, width: width) })
  }
}

private func loadDigits(seed: UInt64) throws -> TrainingTask.TaskData {
  let file = try EmbeddedData.contents(of: "digits.csv.gz")
  let table = try CSVTable(try Gzip.inflate(file, file: "digits.csv.gz"), file: "digits.csv")
  let pixels = try table.matrix(ofColumns: Array(0..<64)).map { UInt8($0) }
  let digits = try table.numbers(inColumn: "digit").map { Int64($0) }
  let split = DataSplit.stratified(digits, fraction: 0.2, seed: seed)
  func part(_ rows: [Int]) throws -> TensorDataset {
    TensorDataset(
      inputs: try Tensor(
        rows.flatMap { pixels[$0 * 64..<($0 + 1) * 64] }, shape: [rows.count, 1, 8, 8]),
      targets: try Tensor(rows.map { digits[$0] }, shape: [rows.count]), scale: 1.0 / 16)
  }
  return TrainingTask.TaskData(
    training: try part(split.training), validation: try part(split.validation))
}
