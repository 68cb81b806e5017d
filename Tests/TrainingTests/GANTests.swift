import Foundation
import LearningRate
import Optimizers
import Runs
import Testing
import Torch
import Training

/// A generator that forges numbers, and a discriminator that judges them, on a normal distribution
/// around 3.
private final class Pair: Model {
  let generator: Sequential
  let discriminator: Sequential

  init() throws {
    try Engine.seed(5)
    generator = Sequential(try Linear(2, 16), ReLU(), try Linear(16, 1))
    discriminator = Sequential(try Linear(1, 16), ReLU(), try Linear(16, 1))
  }

  func forged(_ count: Int, for mode: Mode) throws -> Tensor {
    try generator(Tensor.normal([count, 2]), for: mode)
  }

  /// The mean squared distance of the judgements from `truth`: a least-squares GAN (Mao et al., 2017).
  private func judged(_ numbers: Tensor, _ truth: Double, for mode: Mode) throws -> Tensor {
    let judgement = try discriminator(numbers, for: mode)
    return try judgement.meanSquaredError(to: Tensor.full(judgement.shape, truth))
  }

  func discriminatorOutcome(_ batch: Batch) throws -> Outcome {
    let fake = try forged(batch.count, for: .training).detached()
    return Outcome(
      loss: try judged(batch.input, 1, for: .training) + judged(fake, 0, for: .training))
  }

  func generatorOutcome(_ batch: Batch) throws -> Outcome {
    let fake = try forged(batch.count, for: .training)
    return Outcome(loss: try judged(fake, 1, for: .training), outputs: ["forged": fake])
  }

  /// How far the mean of what is forged is from that of the data.
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let difference = try forged(batch.count, for: mode).mean() - batch.input.mean()
    return Outcome(loss: try difference * difference)
  }
}

private struct Adversarial: TrainingStep {
  let pair: Pair

  func run(_ context: StepContext) throws {
    try context.differentiate { try pair.discriminatorOutcome($0) }
    try context.update("discriminator")
    try context.differentiate { try pair.generatorOutcome($0) }
    try context.update("generator")
  }
}

@Suite struct GANTests {
  private func training(steps: Int = 400) throws -> (Pair, TrainingRun) {
    Engine.threads = 1
    let pair = try Pair()
    var generator = SeededGenerator(seed: 1, purpose: .split)
    let numbers = (0..<256).map { _ in
      // A sum of four uniform numbers around 3, with a deviation of 0.58.
      Float((0..<4).reduce(1.0) { sum, _ in sum + Double.random(in: 0...1, using: &generator) })
    }
    let data = TensorDataset(
      inputs: try Tensor(numbers, shape: [256, 1]), targets: try Tensor.full([256, 1], 0))
    let trainer = Trainer(
      model: pair,
      updaters: [
        UpdaterSettings(
          "discriminator", parameters: "discriminator.*", optimizer: .adam(beta1: 0.5),
          plan: try Plan("constant(0.01)"), gradientClipping: try GradientClipping("1")),
        UpdaterSettings(
          "generator", parameters: "generator.*", optimizer: .adam(beta1: 0.5),
          plan: try Plan("linear(from: 5e-3, to: 1e-3).warmup(10)")),
      ], step: Adversarial(pair: pair), length: .steps(steps), batchSize: 32,
      validateEvery: .steps(100))
    return (pair, try trainer.fit(data, validation: data))
  }

  @Test func `it learns to forge, each part under its own plan`() throws {
    let (pair, training) = try training()
    let before = try pair.forged(500, for: .evaluation).mean().item()
    let reports = try training.events().compactMap { event -> StepReport? in
      if case .step(let report) = event { report } else { nil }
    }
    try Engine.seed(1)
    let after = try pair.forged(500, for: .evaluation).mean().item()
    #expect(abs(after - 3) < 0.4 && abs(before - 3) > 1, "from \(before) to \(after)")
    #expect(reports.allSatisfy { $0.updates.map(\.updater) == ["discriminator", "generator"] })
    #expect(reports.allSatisfy { $0.updates[0].values.learningRate == 0.01 })
    // warmup(10): 5e-3 · (t + 1)/11
    #expect(abs(reports[4].updates[1].values.learningRate - 5e-3 * 5 / 11) < 1e-15)
    #expect(reports[399].updates[1].values.learningRate < 1.02e-3)
    #expect(reports[7].loss == reports[7].updates.reduce(0) { $0 + $1.loss })
  }

  @Test func `cut at any place it comes to the same bits, by updater`() throws {
    let (_, whole) = try training(steps: 12)
    _ = try whole.events()
    for cut in [0, 1, 7] {
      let (_, first) = try training(steps: 12)
      _ = try first.events(to: cut)
      let folder = TemporaryFolder()
      let store = CheckpointStore(folder: folder.url)
      try store.write(
        step: cut, state: try first.checkpointState(), files: try first.checkpointFiles())
      let (_, second) = try training(steps: 12)
      _ = try second.events(to: 3)
      try second.resume(from: try store.load(cut))
      _ = try second.events()
      #expect(try second.checkpointState() == whole.checkpointState())
      #expect(try second.checkpointFiles() == whole.checkpointFiles())
    }
    let files = try whole.checkpointFiles().keys.sorted()
    #expect(
      files == [
        "optimizer-discriminator.safetensors", "optimizer-generator.safetensors",
        "weights.safetensors",
      ])
  }

  @Test func `each updater has series of its own`() throws {
    let (_, training) = try training(steps: 12)
    let folder = TemporaryFolder()
    let store = try RunStore(folder: folder.url)
    let run = try store.createRun(task: "pair", configuration: .null).id
    training.measureLayersEvery = nil
    let recorder = try RunRecorder(training, as: run, in: store, checkpointEvery: 12)
    while let event = try training.next() { try recorder.record(event) }
    #expect(
      try store.seriesNames(of: run) == [
        "gradient norm discriminator", "gradient norm generator", "loss", "loss discriminator",
        "loss generator", "rate discriminator", "rate generator", "validation loss",
      ])
    #expect(try store.series("rate generator", of: run).count == 12)
  }
}
