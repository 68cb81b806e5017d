import Optimizers
import Search
import Testing
import Torch
import Training

@Suite struct GradientNoiseMeasurementTests {
  /// The loss w·x of each example, whose gradient is x.
  private final class Product: Model {
    let weight: Tensor
    init(_ count: Int) throws { weight = try Tensor.zeros([count]).requiringGradient() }
    func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
      Outcome(loss: try (batch.input * weight).sum(along: 1).mean())
    }
  }

  @Test func `gradients of known spread have their noise scale`() throws {
    // Examples of mean (1, …, 1) and variance 4 in each of 16 directions: S = 64, ‖G‖² = 16.
    try Engine.seed(3)
    let inputs = try Tensor.normal([40_000, 16], standardDeviation: 2) + 1
    let data = TensorDataset(inputs: inputs, targets: try Tensor.zeros([40_000]))
    let learner = learner(try Product(16), data, optimizer: .adamw(), batchSize: 20)
    let noise = try learner.gradientNoise(batches: 1000)
    #expect(noise.batches == 1000 && noise.batchSize == 20)
    #expect(abs(noise.gradientNorm - 4) < 0.05, "\(noise)")
    #expect(abs((noise.noiseScale ?? 0) - 4) < 0.2, "\(noise)")
    let range = try #require(noise.noiseRange)
    #expect(range.contains(noise.noiseScale ?? 0) && range.upperBound / range.lowerBound < 1.5)
  }

  @Test func `nothing changes, and a hook of the user still sees the gradients`() throws {
    let learner = learner(
      try network(seed: 4), try images(), optimizer: .adamw(weightDecay: 0.1))
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

  @Test func `a gradient that is not finite is an error`() throws {
    let learner = learner(try Roots(0), try twoExamples())
    #expect(throws: TrainingError.self) { try learner.gradientNoise(batches: 2) }
  }
}
