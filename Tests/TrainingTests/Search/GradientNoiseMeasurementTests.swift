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
    let noise = try learner([1, 3, 5, 7], width: 1, batchSize: 2).gradientNoise(batches: 2)
    #expect(abs(noise.gradientNorm - 12.0.squareRoot()) < 1e-6)
    #expect(abs(try #require(noise.noiseScale) - 16.0 / 12) < 1e-6)
    #expect(noise.batchSize == 2 && noise.batches == 2)
  }

  /// Inputs (3 ± 1, ±2, ±2), each sign in a pattern of its own: ‖G‖ = 3 and the variances 1 + 4 + 4,
  /// so that the scale is 9/9 = 1. The patterns repeat every 8 examples, so that batches of 4 take
  /// each combination equally often.
  @Test func `a model with known noise is measured to have it`() throws {
    var inputs: [Float] = []
    for example in 0..<256 {
      // Bits of a linear congruential sequence: independent enough.
      let bits = (example &* 1_103_515_245 &+ 12_345) >> 7
      let signs = (0..<3).map { Float((bits >> ($0 * 5)) & 1) * 2 - 1 }
      inputs += [3 + signs[0], 2 * signs[1], 2 * signs[2]]
    }
    let noise = try learner(inputs, width: 3, batchSize: 4).gradientNoise(batches: 64)
    #expect(abs(noise.gradientNorm - 3) < 0.3)
    #expect(abs(try #require(noise.noiseScale) - 1) < 0.35)
  }

  @Test func `the weights and the place in the data are as before`() throws {
    let learner = try learner([1, 3, 5, 7], width: 1, batchSize: 2)
    _ = try learner.gradientNoise(batches: 3)
    #expect(learner.step == 0)
    #expect(try learner.advance(learningRate: 1).loss == 0)
    // The first batch is 1, 3.
    #expect(try learner.model.parameters[0].tensor.item() == -2)
  }

  @Test func `gradients that are not finite are told`() throws {
    let learner = try learner([1, .infinity, 5, 7], width: 1, batchSize: 2)
    #expect {
      try learner.gradientNoise(batches: 2)
    } throws: {
      "\($0)".hasPrefix("the gradients of batch 0 must be finite; its loss is ")
    }
  }
}
