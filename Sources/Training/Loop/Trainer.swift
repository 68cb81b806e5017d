public import LearningRate
public import Optimizers
public import Records
public import Torch

/// Trains a model under a plan.
///
/// ```swift
/// let trainer = Trainer(
///   model: model, optimizer: .adamw(weightDecay: 0.01),
///   plan: Plan(.cosine(from: 1e-3, to: 0).warmup(.percent(5))), length: .epochs(10))
/// for try await event in try trainer.fit(training, validation: validation) { … }
/// ```
///
/// The run reports events and never prints. To stop, request no more events.
///
/// With several updaters, each changes a part of the model with its own optimizer and plan; a
/// ``TrainingStep`` defines which losses are differentiated for which updater.
public struct Trainer {
  /// The model; training changes it in place.
  public let model: any Model
  /// The updaters of its parameters.
  public let updaters: [UpdaterSettings]
  /// The step: which losses are differentiated, and for which updaters.
  public let step: any TrainingStep
  /// The length of the training.
  public let length: Length
  /// The number of examples in a step.
  public let batchSize: Int
  /// The seed of the order of the examples and of the model's random numbers.
  public let seed: UInt64
  /// The maximum number of examples in a forward pass, for batches that do not fit in memory; nil
  /// for whole batches.
  public let microBatchSize: Int?
  /// The interval between validations; the last one is at the end of the run.
  public let validateEvery: Length
  /// The device of the training; nil for the model's current device.
  public let device: Device?
  /// The precision of forward passes.
  public let precision: Precision
  /// When the batch of the next step is made.
  public let prefetching: Prefetching

  /// Creates a trainer for `model` with one updater.
  public init(
    model: any Model, optimizer: Optimizer, plan: Plan, length: Length = .epochs(10),
    batchSize: Int = 64, seed: UInt64 = 0, gradientClipping: GradientClipping? = nil,
    microBatchSize: Int? = nil, validateEvery: Length = .epochs(1), device: Device? = nil,
    precision: Precision = .float32, prefetching: Prefetching = .automatic
  ) {
    self.init(
      model: model,
      updaters: [
        UpdaterSettings(optimizer: optimizer, plan: plan, gradientClipping: gradientClipping)
      ],
      length: length, batchSize: batchSize, seed: seed, microBatchSize: microBatchSize,
      validateEvery: validateEvery, device: device, precision: precision, prefetching: prefetching)
  }

  /// Creates a trainer for `model` with several updaters.
  public init(
    model: any Model, updaters: [UpdaterSettings], step: any TrainingStep = PlainStep(),
    length: Length = .epochs(10), batchSize: Int = 64, seed: UInt64 = 0, microBatchSize: Int? = nil,
    validateEvery: Length = .epochs(1), device: Device? = nil, precision: Precision = .float32,
    prefetching: Prefetching = .automatic
  ) {
    (self.model, self.updaters, self.step, self.length) = (model, updaters, step, length)
    (self.batchSize, self.seed, self.microBatchSize) = (batchSize, seed, microBatchSize)
    (self.validateEvery, self.device) = (validateEvery, device)
    (self.precision, self.prefetching) = (precision, prefetching)
  }

  /// Creates the training run of the model on `training`; its events are requested from the result.
  ///
  /// - Throws: an error that names a length that cannot be resolved, such as epochs of a stream, a
  ///   fault of the updaters or their plans, or a device that is not available.
  public func fit(
    _ training: any TrainingData, validation: (any Dataset)? = nil
  ) throws -> TrainingRun {
    if let device { try model.move(to: device) }
    let learner = try Learner(
      model: model, updaters: updaters, step: step, data: training, batchSize: batchSize,
      seed: seed, microBatchSize: microBatchSize, precision: precision, prefetching: prefetching)
    let run = try RunLength(length, of: learner, under: updaters[0].plan)
    let steps = run.steps
    let plans = try updaters.map { settings in
      let count = step.updateCount(of: settings.name)
      return try settings.plan.resolved(
        steps: steps * count, stepsPerEpoch: learner.stepsPerEpoch.map { $0 * count })
    }
    // Without validation data nothing is measured, and a stream has no epochs between validations.
    let isUnmeasured = validation == nil && learner.stepsPerEpoch == nil
    return try TrainingRun(
      learner: learner, plans: plans, steps: steps, validation: validation,
      validateEvery: isUnmeasured
        ? steps
        : try validateEvery.stepCount(
          named: "validateEvery", of: steps, stepsPerEpoch: run.stepsPerEpoch))
  }
}

extension Length {
  /// This length in optimizer steps, rounded, at least 1; a percentage is of a run of `steps`.
  ///
  /// - Parameter stepsPerEpoch: nil for a stream.
  /// - Throws: `TrainingError` for a percentage without a run, epochs of a stream, or a length that
  ///   is not positive or exceeds 1e15 steps.
  public func stepCount(
    named name: String, of steps: Int? = nil, stepsPerEpoch: Int?
  ) throws -> Int {
    let exact: Double
    switch unit {
    case .steps: exact = amount
    case .epochs:
      guard let stepsPerEpoch else { throw Self.withoutEpochs(name, self) }
      exact = amount * Double(stepsPerEpoch)
    case .percent:
      guard let steps else {
        guard stepsPerEpoch != nil else { throw Self.withoutEpochs(name, self) }
        throw TrainingError("\(name) must be in steps or epochs; received \(self)")
      }
      exact = amount / 100 * Double(steps)
    }
    guard exact > 0, exact <= 1e15 else {
      let limit = exact > 0 ? "at most 1e15 steps" : "positive"
      throw TrainingError("\(name) must be \(limit); received \(self)")
    }
    return max(1, Int(exact.rounded()))
  }

  private static func withoutEpochs(_ name: String, _ length: Length) -> TrainingError {
    TrainingError("a stream has no epochs; give \(name) in steps, as 5000; received \(length)")
  }
}
