internal import Anneal
internal import LearningRate
internal import Runs

/// The JSON output of a dry run.
struct DryRun: Encodable {
  let task, optimizer: String
  let schedule: String?
  let rate: Double?
  let steps, batchSize, validationExamples, parameters: Int
  /// Nil for a stream.
  let stepsPerEpoch, trainingExamples: Int?
  /// The model's tensors, in its order.
  let tensors: [Tensor]
  let searchSteps: Int
  let seed: UInt64
  let microBatchSize: Int?
  /// The minimum and the maximum, if the plan schedules the batch size.
  let batchSizes: [Int]?
  let clip, device, precision: String?

  init(_ setup: FitSetup, _ plan: ResolvedPlan?) {
    (task, optimizer) = (setup.task.name, setup.configuration.optimizer.description)
    (schedule, rate) = (plan?.plan.description, plan?.learningRate.peak)
    (steps, stepsPerEpoch) = (setup.steps, setup.length.stepsPerEpoch)
    batchSize = setup.learner.batchSize
    batchSizes = setup.length.sizes.map { [$0.range.lowerBound, $0.range.upperBound] }
    (trainingExamples, validationExamples) = (setup.trainingCount, setup.validation.count)
    parameters = setup.learner.model.parameterCount
    tensors = setup.learner.model.listedTensors.map {
      Tensor(name: $0.name, shape: $0.shape, isTrained: $0.isTrained)
    }
    searchSteps = plan == nil ? setup.finder().budget : 0
    (seed, microBatchSize) = (setup.configuration.seed, setup.configuration.microBatchSize)
    clip = setup.configuration.gradientClipping?.description
    (device, precision) = (setup.configuration.device, setup.configuration.precision?.rawValue)
  }
}

extension DryRun {
  /// One of the model's tensors.
  struct Tensor: Encodable {
    let name: String
    let shape: [Int]
    let isTrained: Bool
  }
}

/// The JSON output of a dry run of `--resume`.
struct ResumedDryRun: Encodable {
  let run, task, schedule: String
  let rate: Double
  let steps, madeSteps: Int

  init(_ record: RunRecord, _ resumed: ResumedPlan) {
    (run, task, schedule) = (record.id, record.task, resumed.plan.plan.description)
    (rate, steps, madeSteps) = (
      resumed.plan.values(at: resumed.madeSteps).learningRate, resumed.steps, resumed.madeSteps
    )
  }
}
