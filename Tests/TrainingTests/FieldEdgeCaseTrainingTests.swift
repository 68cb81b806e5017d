import LearningRate
import Optimizers
import Runs
import Testing
import Torch
import Training

/// The cases of FIELD.md, A2, that need a training to be shown; the others are in
/// `LearningRateTests/FieldEdgeCaseTests` and `SearchTests`.
@Suite struct FieldEdgeCaseTrainingTests {
  private let folder = TemporaryFolder()

  private func training(_ plan: String, steps: Int = 6) throws -> TrainingRun {
    try TrainingRun(
      learner: learner(try line(), try twoExamples(), batchSize: 2),
      plan: try Plan(plan).resolved(steps: steps), validation: nil, validateEvery: 100)
  }

  private func saved(_ training: TrainingRun) throws -> Checkpoint<CheckpointState> {
    let store = CheckpointStore(folder: folder.url)
    try store.write(
      step: training.learner.step, state: try training.checkpointState(),
      files: try training.checkpointFiles())
    return try store.load(training.learner.step)
  }

  @Test func `case 3: after resuming, the rate that is told is the rate that is used`() throws {
    // PyTorch tells 0.1 and uses 1, since the scheduler and the optimizer each keep a rate.
    let plan = "multiStep(from: 0.1, gamma: 0.1, at: [2])"
    let first = try training(plan)
    _ = try first.events(to: 3)
    let resumed = try training(plan)
    try resumed.resume(from: saved(first))
    let model = try #require(resumed.learner.model as? Regressor<Linear>)
    let (weight, bias) = (try model.body.weight.item(), try #require(try model.body.bias?.item()))
    guard case .step(let told)? = try resumed.next() else {
      Issue.record("no step")
      return
    }
    #expect(told.step == 3)
    #expect(abs(told.learningRate - 0.01) < 1e-17)
    // By hand: the gradient of the mean of (w·x + b − y)² over the points (1, 3) and (2, 5).
    let slope = (weight + bias - 3) * 1 + (2 * weight + bias - 5) * 2
    let used = (weight - (try model.body.weight.item())) / slope
    #expect(abs(used - told.learningRate) < 1e-6)
  }

  @Test func `case 4: a checkpoint's length and the plan's never win over each other in silence`()
    throws
  {
    // PyTorch loads the old T_max of 10 into a scheduler that was made with 100.
    let first = try training("cosine(from: 0.1, to: 0, over: 10)")
    _ = try first.events(to: 3)
    let other = try training("cosine(from: 0.1, to: 0, over: 100)")
    let checkpoint = try saved(first)
    let error = #expect(throws: TrainingError.self) { try other.resume(from: checkpoint) }
    #expect(error?.description.contains("was: cosine(from: 0.1, to: 0, over: 10), 6 steps") == true)
    #expect(
      error?.description.contains("now: cosine(from: 0.1, to: 0, over: 100), 6 steps") == true)
    try other.resume(from: checkpoint, isReplanned: true)
    #expect(other.learner.step == 3)
  }
}
