import Optimizers
import Search
import Testing
import Torch
import Training

/// The loss w·x, whose gradient is the mean of a batch's inputs.
private final class Product: Model {
  let weight: Tensor
  init(width: Int) throws { weight = try Tensor.zeros([width]).requiringGradient() }
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    Outcome(loss: try (batch.input * weight).sum() / Double(batch.input.shape[0]))
  }
}

@Suite struct GradientNoiseMeasurementTests {
  private func learner(_ inputs: [Float], width: Int, batchSize: Int) throws -> Learner {
    let count = inputs.count / width
    let data = TensorDataset(
      inputs: try Tensor(inputs, shape: [count, width]), targets: try Tensor.zeros([count, 1]))
    return try Learner(
      model: Product(width: width), optimizer: .sgd(), data: data.inOrder(), batchSize: batchSize,
      seed: 1)
  }

  /// Batches 1, 3 and 5, 7 have the gradients 2 and 6: q = (4 + 36)/2 = 20, Q = 4² = 16, so
  /// ‖G‖² = (2·16 − 20)/1 = 12 and S = 2·2·(20 − 16)/1 = 16.
  @Test func `two batches are enough for the formula`() throws {
    let noise = try #require(
      try learner([1, 3, 5, 7], width: 1, batchSize: 2).gradientNoise(batches: 2))
    #expect(abs(noise.gradientNorm - 12.0.squareRoot()) < 1e-6)
    #expect(abs(try #require(noise.noiseScale) - 16.0 / 12) < 1e-6)
    #expect(noise.batchSize == 2 && noise.batches == 2)
  }

  /// Inputs (3 ± 1, ±2, ±2) with random signs: ‖G‖ = 3, and the variances add up to 1 + 4 + 4, so that
  /// the scale is 9/9 = 1. Over 256 batches its standard error is about 6 %.
  @Test func `a model with known noise is measured to have it`() throws {
    // SplitMix64.
    var state: UInt64 = 7
    func sign() -> Float {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return (bits ^ (bits >> 31)) & 1 == 0 ? 1 : -1
    }
    let inputs = (0..<1024).flatMap { _ in [3 + sign(), 2 * sign(), 2 * sign()] }
    let noise = try #require(
      try learner(inputs, width: 3, batchSize: 4).gradientNoise(batches: 256))
    #expect(abs(noise.gradientNorm - 3) < 0.15)
    let scale = try #require(noise.noiseScale)
    #expect(abs(scale - 1) < 0.2)
    let range = try #require(noise.noiseRange)
    #expect(range.contains(scale) && range.upperBound / range.lowerBound < 2)
  }

  @Test func `the weights and the place in the data are as before`() throws {
    let learner = try learner([1, 3, 5, 7], width: 1, batchSize: 2)
    _ = try learner.gradientNoise(batches: 3)
    #expect(learner.step == 0)
    #expect(try learner.advance(learningRate: 1).loss == 0)
    // The first batch is 1, 3.
    #expect(try learner.model.parameters[0].tensor.item() == -2)
  }

  @Test func `an epoch of one batch has no noise to be measured, and no batch counts twice`() throws
  {
    #expect(try learner([1, 3], width: 1, batchSize: 2).gradientNoise() == nil)
    let noise = try learner([1, 3, 5, 7], width: 1, batchSize: 2).gradientNoise(batches: 9)
    #expect(noise?.batches == 2)
  }

  @Test func `gradients that are not finite are told`() throws {
    let learner = try learner([1, .infinity, 5, 7], width: 1, batchSize: 2)
    #expect {
      try learner.gradientNoise(batches: 2)
    } throws: {
      "\($0)".hasPrefix("the gradients of batch 0 must be finite; its loss is ")
    }
  }

  @Test func `nothing changes, and a hook of the user still sees the gradients`() throws {
    let learner = try Learner(
      model: network(seed: 4), optimizer: .adamw(weightDecay: 0.1), data: images(), batchSize: 8,
      seed: 7)
    var seen = 0
    learner.reduceGradients = { _ in seen += 1 }
    _ = try learner.advance(learningRate: 0.01)
    let before = try learner.snapshot()
    _ = try learner.gradientNoise(batches: 3)
    #expect(seen == 4 && learner.step == 1)
    let after = try learner.snapshot()
    for (one, other) in zip(before.tensors, after.tensors) {
      #expect(try one.bytes().elementsEqual(other.bytes()))
    }
    _ = try learner.advance(learningRate: 0.01)
    #expect(seen == 5)
  }
}
