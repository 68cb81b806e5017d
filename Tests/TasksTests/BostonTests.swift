import Tasks
import Testing
import Torch
import Training

@Suite struct BostonTests {
  /// Columns of features and target, each over all rows of `data`.
  private func columns(_ data: any TrainingData) throws -> [[Double]] {
    let batch = try data.batch(ArraySlice((0..<Int64(data.exampleCount ?? 0)).map { $0 }))
    #expect(batch.input.shape == [data.exampleCount, 13])
    #expect(batch.target.shape == [data.exampleCount, 1])
    let features = try batch.input.scalars(as: Float.self).map(Double.init)
    let target = try batch.target.scalars(as: Float.self).map(Double.init)
    return (0..<13).map { column in
      stride(from: column, to: features.count, by: 13).map { features[$0] }
    } + [target]
  }

  private func statistics(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return (mean, variance.squareRoot())
  }

  @Test func `a fifth of 506 rows is held out`() async throws {
    let data = try await TrainingTask.boston.load(0, DataSource())
    #expect(data.training.exampleCount == 405)
    #expect(data.validation.count == 101)  // 101.2
  }

  @Test func `columns are scaled by the training part alone`() async throws {
    let data = try await TrainingTask.boston.load(3, DataSource())
    for column in try columns(data.training) {
      let (mean, deviation) = statistics(column)
      #expect(abs(mean) < 1e-6)  // float32 rounding over 405 rows
      #expect(abs(deviation - 1) < 1e-6)
    }
    for column in try columns(data.validation) {
      let (mean, deviation) = statistics(column)
      #expect(abs(mean) > 1e-4 || abs(deviation - 1) > 1e-4)
      #expect(abs(mean) < 0.6 && (0.3...1.8).contains(deviation), "\(mean), \(deviation)")
    }
  }

  @Test func `seeds draw other rows`() async throws {
    func targets(_ seed: UInt64) async throws -> [Double] {
      try columns(try await TrainingTask.boston.load(seed, DataSource()).validation)[13]
    }
    let (one, same, other) = (try await targets(1), try await targets(1), try await targets(2))
    #expect(one == same)
    #expect(one != other)
  }

  @Test func `the model is a perceptron 13-10-10-1`() async throws {
    let model = try TrainingTask.boston.makeModel(
      try await TrainingTask.boston.load(0, DataSource()))
    #expect(
      model.parameters.map(\.tensor.shape) == [[10, 13], [10], [10, 10], [10], [1, 10], [1]])
    #expect(model.parameterCount == 140 + 110 + 11)
  }
}
