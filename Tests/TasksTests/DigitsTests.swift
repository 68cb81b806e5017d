import DataFiles
import Tasks
import Testing
import Torch
import Training

@Suite struct DigitsTests {
  private func load(_ seed: UInt64) async throws -> TrainingTask.TaskData {
    try await TrainingTask.digits.load(seed, DataSource())
  }

  private func everything(_ data: any TrainingData) throws -> Batch {
    try data.batch(ArraySlice((0..<Int64(data.exampleCount ?? 0)).map { $0 }))
  }

  /// Each example's pixels and digit, as one key.
  private func keys(_ data: any TrainingData) throws -> [[Float]] {
    let batch = try everything(data)
    let (pixels, digits) = (
      try batch.input.scalars(as: Float.self), try batch.target.scalars(as: Int64.self)
    )
    return digits.indices.map { Array(pixels[$0 * 64..<($0 + 1) * 64]) + [Float(digits[$0])] }
  }

  @Test func `a stratified fifth of 1,797 images is held out`() async throws {
    let data = try await load(0)
    #expect(data.training.exampleCount == 1438)
    #expect(data.validation.count == 359)
    let digits = try everything(data.validation).target.scalars(as: Int64.self)
    // A fifth of 178, 182, 177, 183, 181, 182, 181, 179, 174 and 180 (the set's own counts).
    let counts = (0..<10).map { digit in digits.count { $0 == digit } }
    #expect(counts == [36, 36, 35, 37, 36, 36, 36, 36, 35, 36])
  }

  @Test func `pixels are shares of 16`() async throws {
    let batch = try everything(try await load(0).training)
    #expect(batch.input.shape == [1438, 1, 8, 8])
    let pixels = try batch.input.scalars(as: Float.self)
    #expect(pixels.min() == 0)
    #expect(pixels.max() == 1)
    #expect(pixels.allSatisfy { ($0 * 16).rounded() == $0 * 16 })
  }

  @Test func `the seed decides the split, and no image is on both sides`() async throws {
    let (one, same, other) = (try await load(1), try await load(1), try await load(2))
    #expect(try keys(one.validation) == keys(same.validation))
    #expect(try keys(one.validation) != keys(other.validation))
    #expect(try keys(one.training) == keys(same.training))
    // No two images of the set are alike.
    let all = try keys(one.training) + keys(one.validation)
    #expect(Set(all).count == 1797)
    #expect(try Set(all) == Set(keys(other.training) + keys(other.validation)))
  }

  @Test func `the model has 6,090 parameters and ten outputs`() async throws {
    let model = try TrainingTask.digits.makeModel(
      try await TrainingTask.digits.load(0, DataSource()))
    // 16·9 + 16, 32·16·9 + 32, 10·128 + 10
    #expect(model.parameterCount == 160 + 4640 + 1290)
    #expect(
      model.parameters.map(\.tensor.shape) == [
        [16, 1, 3, 3], [16], [32, 16, 3, 3], [32], [10, 128], [10],
      ])
  }

  @Test func `the model answers a batch with a loss near that of guessing`() async throws {
    try Engine.seed(1)
    let model = try TrainingTask.digits.makeModel(
      try await TrainingTask.digits.load(0, DataSource()))
    let evaluation = try Evaluation(of: model, on: try await load(0).validation)
    #expect(abs(evaluation.loss - 2.302585) < 0.1)  // ln 10
    #expect((0.02...0.35).contains(try #require(evaluation.measures["accuracy"])))
  }
}
