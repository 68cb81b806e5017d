import Foundation
import LearningRate
import Records
import Runs
import Testing
import Torch
import Training

/// A model whose weight is the number of updates made, and whose validation loss after each is told.
private final class Told: Model {
  let weight: Tensor
  let losses: [Double]
  init(_ losses: [Double]) throws {
    weight = try Tensor.full([1], 0).requiringGradient()
    self.losses = losses
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    if mode == .training { return Outcome(loss: try weight.sum() * -1) }
    let loss = losses[min(Int(try weight.item()), losses.count) - 1]
    return Outcome(loss: try Tensor.full([], loss), measures: ["score": .mean(loss, over: 1)])
  }
}

@Suite struct BestModelTests {
  private let folder = TemporaryFolder()

  /// A run that is measured after each update.
  private func recorder(
    _ store: RunStore, _ losses: [Double], by measure: String = "loss", checkpointEvery: Int = 100
  ) throws -> (TrainingRun, RunRecorder) {
    let training = try TrainingRun(
      learner: learner(Told(losses), try twoExamples(), batchSize: 2),
      plan: try Plan("constant(1)").resolved(steps: losses.count),
      validation: try twoExamples(), validateEvery: 1)
    if try store.runs().isEmpty { _ = try store.createRun(task: "toy", configuration: .null) }
    let recorder = try RunRecorder(
      training, as: "toy-1", in: store, checkpointEvery: checkpointEvery,
      keepingBestBy: BestMeasure(measure))
    return (training, recorder)
  }

  private func kept(_ store: RunStore) throws -> (step: Int, weight: Float)? {
    let best = CheckpointStore(folder: store.folder(of: "toy-1").appendingPathComponent("best"))
    guard let step = try best.latest() else { return nil }
    let checkpoint = try best.load(step, as: BestModel.self)
    #expect(checkpoint.state.step == step)
    let file = try SafetensorsFile(
      try #require(checkpoint.files["weights.safetensors"]), file: "weights")
    return (
      step, try #require(file.tensors["weight"]).bytes.withUnsafeBytes { $0.load(as: Float.self) }
    )
  }

  @Test(arguments: [("loss", 3), ("score", 5)])
  func `the weights of the best measurement are kept`(measure: String, step: Int) throws {
    let store = try RunStore(folder: folder.url)
    let (training, recorder) = try recorder(store, [5, 4, 2, 3, 6, .nan, 2, 2], by: measure)
    while let event = try training.next() {
      try recorder.record(event)
      if case .validation(step: 7, _) = event { break }
    }
    try recorder.record(.stopped)
    #expect(recorder.best?.step == step)
    let kept = try #require(try kept(store))
    #expect(kept == (step, Float(step)))
  }

  @Test func `a run taken up from a checkpoint goes back to the best before it`() throws {
    let store = try RunStore(folder: folder.url)
    // Checkpoints after 2 and 4 updates.
    let (training, recorder) = try recorder(
      store, [3, 9, 2, 9, 9, 9, 9, 9], checkpointEvery: 2)
    try recorder.restart()
    while training.learner.step < 5, let event = try training.next() { try recorder.record(event) }
    #expect(recorder.best?.step == 3)
    let checkpoints = try store.checkpoints(of: "toy-1")
    let step = try #require(try checkpoints.steps().first)
    #expect(step == 2)
    let (second, again) = try self.recorder(store, [3, 9, 9, 2.5, 9, 9, 9, 9], checkpointEvery: 2)
    try again.resume(from: try checkpoints.load(step))
    // The best at 3 was after the checkpoint; that at 1 is still there.
    #expect(again.best?.step == 1)
    #expect(try #require(try kept(store)) == (1, 1))
    while second.learner.step < 6, let event = try second.next() { try again.record(event) }
    #expect(again.best?.loss == 2.5)
  }

  @Test func `a larger value is better of what is no error`() {
    for name in ["accuracy", "score", "f1"] { #expect(BestMeasure(name).isLargerBetter) }
    for name in ["loss", "depth loss", "perplexity", "rmse", "word error"] {
      #expect(!BestMeasure(name).isLargerBetter)
    }
  }
}
