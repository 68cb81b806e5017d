import LearningRate
import Optimizers
import Runs
import Testing
import Torch
import Training

/// A network with batch norm whose loss is multiplied by a number of the batch's.
private final class Normalized: Model {
  let body: Sequential
  let norm: BatchNorm

  init(seed: UInt64) throws {
    try Engine.seed(seed)
    norm = try BatchNorm(3)
    body = Sequential(try Linear(1, 3), norm, Tanh(), try Linear(3, 1))
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let said = try body(batch.input, for: mode)
    return Outcome(loss: try said.meanSquaredError(to: batch.target))
  }
}

/// Tensors that no gradient changes, but a forward pass does.
@Suite struct BufferTests {
  private func data(_ last: Float = 4) throws -> TensorDataset {
    TensorDataset(
      inputs: try Tensor([1, 2, 3, last], shape: [4, 1]),
      targets: try Tensor([3, 5, 7, 9] as [Float], shape: [4, 1]))
  }

  private func training(seed: UInt64 = 1, last: Float = 4) throws -> TrainingRun {
    Engine.threads = 1
    return try Trainer(
      model: try Normalized(seed: seed), optimizer: .sgd(), plan: Plan(.constant(0.01)),
      length: .steps(6), batchSize: 2, seed: 3, validateEvery: .steps(2)
    ).fit(try data(last).inOrder(), validation: try data())
  }

  @Test func `running means follow training, and evaluation leaves them alone`() throws {
    let run = try training()
    let model = try #require(run.learner.model as? Normalized)
    #expect(model.namedTensors.map(\.name).contains("body.layers.1.runningMean"))
    #expect(!model.parameters.map(\.name).contains("body.layers.1.runningMean"))
    _ = try run.events(to: 2)
    let before = try model.norm.runningMean.scalars(as: Float.self)
    #expect(before != [0, 0, 0])
    // The measurement after two updates.
    _ = try run.next()
    #expect(try model.norm.runningMean.scalars(as: Float.self) == before)
  }

  @Test func `a step that changes no weight leaves running means as they were`() throws {
    // The second batch has an infinite input.
    let run = try training(last: .infinity)
    let model = try #require(run.learner.model as? Normalized)
    _ = try run.events(to: 1)
    let before =
      try model.norm.runningMean.scalars(as: Float.self)
      + model.norm.runningVariance.scalars(as: Float.self)
    #expect(throws: DivergenceError.self) { try run.next() }
    let after =
      try model.norm.runningMean.scalars(as: Float.self)
      + model.norm.runningVariance.scalars(as: Float.self)
    #expect(after == before)
  }

  @Test func `running means are saved and come back bit for bit`() throws {
    let whole = try training()
    let events = try whole.events()
    for cut in [0, 1, 3] {
      let first = try training()
      let before = try first.events(to: cut)
      let folder = TemporaryFolder()
      let store = CheckpointStore(folder: folder.url)
      try store.write(
        step: cut, state: try first.checkpointState(), files: try first.checkpointFiles())
      let second = try training(seed: 9)
      try second.resume(from: try store.load(cut))
      #expect(before + (try second.events()) == events, "cut at \(cut)")
      #expect(try second.checkpointFiles() == whole.checkpointFiles())
    }
  }
}
