public import LearningRate
internal import Models
internal import Search
public import Tasks
internal import Torch
public import Training

/// A run that is ready to train: its data is read, its model has initial weights, and its length in
/// steps is known.
public struct FitSetup {
  /// The configuration.
  public let configuration: FitConfiguration
  /// The task.
  public let task: TrainingTask
  /// The model with its initial weights, and the training data.
  public let learner: Learner
  /// The validation data.
  public let validation: any Dataset
  /// What was made of the user's data; nil for a built-in task.
  public let summary: DataSummary?
  /// The length of the run.
  public let length: RunLength
  /// The number of training examples; nil for a stream.
  public let trainingCount: Int?
  package let data: TrainingTask.TaskData
  /// The factors of initial values and rates of a model with a base; nil for others.
  private let scaling: ModelScaling?

  /// Reads the data and initializes the model.
  ///
  /// - Throws: an error of the data or of a length.
  public init(
    _ configuration: FitConfiguration, task: TrainingTask, source: DataSource = DataSource()
  ) async throws {
    let data = try await task.load(configuration.seed, source)
    try self.init(configuration, task: task, data: data)
  }

  /// Creates the setup with data that has already been read.
  package init(
    _ configuration: FitConfiguration, task: TrainingTask, data: TrainingTask.TaskData
  ) throws {
    try configuration.check()
    (self.configuration, self.task, validation) = (configuration, task, data.validation)
    (self.data, summary) = (data, data.summary)
    trainingCount = data.training.exampleCount
    // libtorch's operations use this number of threads, and the fused optimizer pass starts the same
    // number.
    try Engine.checkThreads(2 * configuration.threads + 2)
    Engine.threads = configuration.threads
    var generator = SeededGenerator(seed: configuration.seed, purpose: .weights)
    try Engine.seed(generator.next())
    let model = try task.makeModel(data)
    scaling = try data.record?.scaling(of: model)
    // An optimizer without known factors is refused before anything is trained.
    _ = try scaling?.factors(for: configuration.optimizer)
    try model.move(to: configuration.placed())
    learner = try Learner(
      model: model, optimizer: configuration.optimizer, data: data.training,
      batchSize: configuration.batchSize, seed: configuration.seed,
      gradientClipping: configuration.gradientClipping,
      microBatchSize: configuration.microBatchSize,
      precision: configuration.precision ?? .float32)
    length = try RunLength(configuration.length, of: learner, under: configuration.plan)
  }

  /// A short description of the model.
  public var architecture: String {
    (try? data.record?.architecture()) ?? task.architecture
  }

  /// The number of steps of the run.
  public var steps: Int { length.steps }

  /// Whether `linear()` is a model for the user's data.
  package var suitsLinearModel: Bool {
    guard let record = data.record else { return false }
    return (try? LinearModel().network(for: record.input, record.output)) != nil
  }

  /// The plan with all rates scaled so that its main schedule has the maximum `peak`. If `peak` is
  /// nil, the plan is not scaled. If the configuration has no plan, the task's is used; for an
  /// optimizer that needs a constant rate, this is a constant. A model with a base adds the factors of its
  /// rates.
  public func unresolvedPlan(peak: Double?) throws -> Plan {
    let plan = try plainPlan(peak: peak)
    return try scaling?.plan(plan, for: configuration.optimizer) ?? plan
  }

  private func plainPlan(peak: Double?) throws -> Plan {
    guard let written = configuration.plan else {
      guard let peak else { throw TrainingError("the task's schedule needs a peak rate") }
      return Plan(configuration.optimizer.rule.keepsRate ? .constant(peak) : task.schedule(peak))
    }
    guard let peak else { return written }
    let largest = try written.learningRate
      .resolved(steps: steps, stepsPerEpoch: learner.stepsPerEpoch).peak
    guard largest > 0 else {
      throw TrainingError(
        "the schedule's largest value must be above 0 to be scaled to a peak rate; received \(largest)"
      )
    }
    guard largest != peak else { return written }
    if let fault = written.fault(scaledBy: peak / largest) {
      throw TrainingError("the plan cannot be scaled to the peak rate \(peak): \(fault)")
    }
    return written.scaled(by: peak / largest)
  }

  /// The plan with `peak` as its maximum, resolved for this run.
  ///
  /// - Throws: an error if the plan does not fit the run, the model or the optimizer.
  public func plan(peak: Double?) throws -> ResolvedPlan {
    let plan = try unresolvedPlan(peak: peak)
      .resolved(steps: steps, stepsPerEpoch: learner.stepsPerEpoch)
    _ = try learner.grouped(plan)
    return plan
  }

  /// Checks that the measure that selects the best model exists.
  ///
  /// - Throws: `TrainingError` that lists the existing measures.
  public func checkBest() throws {
    guard let best = configuration.best else { return }
    let names = try learner.measureNames()
    guard !names.contains(best) else { return }
    throw TrainingError(
      "best must be one of \(names.joined(separator: ", ")); received '\(best)'")
  }

  /// Creates the run under `plan`, from step 0 to the plan's end, or to `steps` if given.
  public func training(_ plan: ResolvedPlan, steps: Int? = nil) throws -> TrainingRun {
    let training = try TrainingRun(
      learner: learner, plan: plan, steps: steps, validation: validation,
      validateEvery: try configuration.validateEvery.stepCount(
        named: "validateEvery", of: steps ?? self.steps, stepsPerEpoch: length.stepsPerEpoch))
    training.measureLayersEvery = try (configuration.layersEvery ?? .percent(1)).stepCount(
      named: "layersEvery", of: self.steps, stepsPerEpoch: length.stepsPerEpoch)
    training.scaling = scaling
    return training
  }
}
