public import LearningRate
public import Search
internal import Tasks
internal import Torch
public import Training

/// A configuration made ready to train: data read, model drawn, lengths worked out.
public struct FitSetup {
  /// What was made ready.
  public let configuration: FitConfiguration
  /// The task's defaults.
  public let task: TrainingTask
  /// The model at its first weights, and the training data.
  public let learner: Learner
  /// What the model is measured on.
  public let validation: any Dataset
  /// How long the run is.
  public let length: RunLength
  /// The number of training examples; nil for a stream.
  public let trainingCount: Int?

  /// Reads the data and draws the model.
  ///
  /// - Throws: an error in one sentence when the data or a length is at fault.
  public init(
    _ configuration: FitConfiguration, task: TrainingTask, source: DataSource = DataSource()
  ) async throws {
    let data = try await task.load(configuration.seed, source)
    try self.init(configuration, task: task, data: data)
  }

  /// The same with data that was read before.
  package init(
    _ configuration: FitConfiguration, task: TrainingTask, data: TrainingTask.TaskData
  ) throws {
    try configuration.check()
    (self.configuration, self.task, validation) = (configuration, task, data.validation)
    trainingCount = data.training.exampleCount
    // An operation has so many, and the optimizer's pass as many of its own.
    try Engine.checkThreads(2 * configuration.threads + 2)
    Engine.threads = configuration.threads
    var generator = SeededGenerator(seed: configuration.seed, purpose: .weights)
    try Engine.seed(generator.next())
    let model = try task.makeModel(data)
    try model.move(to: configuration.placed())
    learner = try Learner(
      model: model, optimizer: configuration.optimizer, data: data.training,
      batchSize: configuration.batchSize, seed: configuration.seed,
      gradientLimit: configuration.gradientLimit, microBatchSize: configuration.microBatchSize,
      precision: configuration.precision ?? .float32)
    length = try RunLength(configuration.length, of: learner, under: configuration.plan)
  }

  /// The number of steps of the run.
  public var steps: Int { length.steps }

  /// The plan with `peak` as the largest rate of its main schedule, all others in proportion; the
  /// configuration's as written for nil. Without one it is the task's, or constant for an optimizer
  /// whose rate is best left as it is.
  public func unresolvedPlan(peak: Double?) throws -> Plan {
    guard let written = configuration.plan else {
      guard let peak else { throw TrainingError("the task's schedule needs a peak rate") }
      return Plan(configuration.optimizer.rule.keepsRate ? .constant(peak) : task.schedule(peak))
    }
    guard let peak else { return written }
    let largest = try written.learningRate
      .resolved(steps: steps, stepsPerEpoch: learner.stepsPerEpoch).peak
    guard largest > 0 else {
      throw TrainingError("a schedule that is scaled must rise above 0; its peak is \(largest)")
    }
    guard largest != peak else { return written }
    if let fault = written.fault(scaledBy: peak / largest) {
      throw TrainingError("the plan cannot be scaled to its peak: \(fault)")
    }
    return written.scaled(by: peak / largest)
  }

  /// The plan with `peak` as its largest rate, over this run.
  ///
  /// - Throws: an error in one sentence when it does not suit the run, the model or the optimizer.
  public func plan(peak: Double?) throws -> ResolvedPlan {
    let plan = try unresolvedPlan(peak: peak)
      .resolved(steps: steps, stepsPerEpoch: learner.stepsPerEpoch)
    _ = try learner.grouped(plan)
    return plan
  }

  /// Checks that what tells the best model is measured.
  ///
  /// - Throws: `TrainingError` that names what is.
  public func checkBest() throws {
    guard let best = configuration.best else { return }
    let names = try learner.measureNames()
    guard !names.contains(best) else { return }
    throw TrainingError(
      "the best model must be told by one of \(names.joined(separator: ", ")); received '\(best)'")
  }

  /// The search for this run's peak rate.
  public func finder() -> RateFinder {
    RateFinder(learner, steps: steps) { try plan(peak: $0) }
  }

  /// The run under `plan`, from step 0 to the plan's end, or to `steps` if that is given.
  public func training(_ plan: ResolvedPlan, steps: Int? = nil) throws -> TrainingRun {
    let training = try TrainingRun(
      learner: learner, plan: plan, steps: steps, validation: validation,
      validateEvery: try configuration.validateEvery.stepCount(
        named: "validateEvery", of: steps ?? self.steps, stepsPerEpoch: length.stepsPerEpoch))
    training.measureLayersEvery = try (configuration.layersEvery ?? .percent(1)).stepCount(
      named: "layersEvery", of: self.steps, stepsPerEpoch: length.stepsPerEpoch)
    return training
  }
}
