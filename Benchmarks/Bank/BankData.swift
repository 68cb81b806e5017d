import Anneal
import Foundation
import Tasks
import Training

/// The generated data of the bank. Each seed has its own.
enum BankData {
  /// Friedman's first function of 10 features, of which 5 matter, with noise: 400 rows, 300 held out.
  ///
  /// Source: Friedman, *Multivariate Adaptive Regression Splines*, 1991.
  @Sendable static func friedman(_ seed: UInt64) throws -> TrainingTask.TaskData {
    var draw = Draw(seed)
    return try numbers(700, training: 400, features: 10) { row in
      for index in row.indices { row[index] = draw.uniform() }
      let signal =
        10 * sin(.pi * row[0] * row[1]) + 20 * (row[2] - 0.5) * (row[2] - 0.5) + 10 * row[3]
        + 5 * row[4]
      return (signal + draw.normal() - 14.4) / 4.9
    }
  }

  /// A table of 30 features, 3 of which decide, with a fifth of the labels turned round: 160 rows, 400
  /// held out. A network learns the wrong labels by heart.
  @Sendable static func noisyTable(_ seed: UInt64) throws -> TrainingTask.TaskData {
    var draw = Draw(seed)
    return try classes(560, training: 160, features: 30) { row in
      for index in row.indices { row[index] = draw.normal() }
      let truth = row[0] + row[1] - row[2] > 0
      return (truth != (draw.uniform() < 0.2)) ? 1 : 0
    }
  }

  /// Two spirals of one and a half turns in the plane, with noise: 800 points, 400 held out.
  @Sendable static func spirals(_ seed: UInt64) throws -> TrainingTask.TaskData {
    var draw = Draw(seed)
    return try classes(1200, training: 800, features: 2) { row in
      let label = draw.uniform() < 0.5 ? 0 : 1
      let radius = draw.uniform().squareRoot()
      let angle = 3 * Double.pi * radius + (label == 0 ? 0 : .pi)
      row[0] = 2 * radius * cos(angle) + 0.08 * draw.normal()
      row[1] = 2 * radius * sin(angle) + 0.08 * draw.normal()
      return Int64(label)
    }
  }

  /// Sequences of 25 of 20 symbols. Each symbol depends on the two before it: three successors are
  /// likely. The table of successors is the same for all seeds: 1,500 sequences, 300 held out.
  @Sendable static func chain(_ seed: UInt64) throws -> TrainingTask.TaskData {
    var (table, draw) = (Draw(1_000_003), Draw(seed))
    let successors = (0..<400).map { _ in (0..<3).map { _ in Int(table.uniform() * 20) } }
    var (inputs, targets): ([Float], [Int64]) = ([], [])
    for _ in 0..<1800 {
      var sequence = [Int(draw.uniform() * 20), Int(draw.uniform() * 20)]
      while sequence.count < 25 {
        let likely = successors[sequence[sequence.count - 2] * 20 + sequence[sequence.count - 1]]
        let chance = draw.uniform()
        sequence.append(
          chance < 0.6
            ? likely[0]
            : chance < 0.8 ? likely[1] : chance < 0.9 ? likely[2] : Int(draw.uniform() * 20))
      }
      inputs += sequence.dropLast().map(Float.init)
      targets += sequence.dropFirst().map(Int64.init)
    }
    func part(_ rows: Range<Int>) throws -> TensorDataset {
      let places = rows.lowerBound * 24..<rows.upperBound * 24
      return TensorDataset(
        inputs: try Tensor(Array(inputs[places]), shape: [rows.count, 24]),
        targets: try Tensor(Array(targets[places]), shape: [rows.count, 24]))
    }
    return .init(training: try part(0..<1500), validation: try part(1500..<1800))
  }

  private static func classes(
    _ count: Int, training: Int, features: Int, _ row: (inout [Double]) -> Int64
  ) throws -> TrainingTask.TaskData {
    try table(count, training: training, features: features, targetShape: [], row)
  }

  private static func numbers(
    _ count: Int, training: Int, features: Int, _ row: (inout [Double]) -> Double
  ) throws -> TrainingTask.TaskData {
    try table(count, training: training, features: features, targetShape: [1]) { Float(row(&$0)) }
  }

  /// `count` rows, of which the first ones are trained on; `row` fills the features and returns the
  /// target.
  private static func table<Target: TensorScalar>(
    _ count: Int, training: Int, features: Int, targetShape: [Int],
    _ row: (inout [Double]) -> Target
  ) throws -> TrainingTask.TaskData {
    var (inputs, targets): ([Float], [Target]) = ([], [])
    var values = [Double](repeating: 0, count: features)
    for _ in 0..<count {
      targets.append(row(&values))
      inputs += values.map { Float($0) }
    }
    func part(_ rows: Range<Int>) throws -> TensorDataset {
      let places = rows.lowerBound * features..<rows.upperBound * features
      return TensorDataset(
        inputs: try Tensor(Array(inputs[places]), shape: [rows.count, features]),
        targets: try Tensor(Array(targets[rows]), shape: [rows.count] + targetShape))
    }
    return .init(training: try part(0..<training), validation: try part(training..<count))
  }
}

/// Random numbers from a seed.
private struct Draw {
  private var generator: SeededGenerator
  init(_ seed: UInt64) { generator = SeededGenerator(seed: seed, purpose: .split) }

  mutating func uniform() -> Double { Double(generator.next() >> 11) / Double(1 << 53) }

  mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }
}
