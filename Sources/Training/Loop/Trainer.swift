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
/// The loop reports what happens and never prints. To stop, stop asking.
///
/// Several updaters change parts of the model, each with an optimizer and a plan of its own; a
/// ``TrainingStep`` says which losses go backward into which of them.
public struct Trainer {
  /// What is trained, in place.
  public let model: any Model
  /// What changes its parameters.
  public let updaters: [UpdaterSettings]
  /// Which losses go backward into which updaters.
  public let step: any TrainingStep
  /// How long to train.
  public let length: Length
  /// Examples per step.
  public let batchSize: Int
  /// Decides the order of the examples and all that the model draws.
  public let seed: UInt64
  /// The most examples that the model sees at once, where a whole batch does not fit in memory.
  public let microBatchSize: Int?
  /// How far apart the model is measured on the validation data; it always is at the end.
  public let validateEvery: Length
  /// Where the model is trained; nil for where it is.
  public let device: Device?
  /// What forward passes are computed with.
  public let precision: Precision
  /// When the batch of the next step is made.
  public let preparation: BatchPreparation

  /// A trainer for `model` with one updater.
  public init(
    model: any Model, optimizer: Optimizer, plan: Plan, length: Length = .epochs(10),
    batchSize: Int = 64, seed: UInt64 = 0, gradientLimit: GradientClipping? = nil,
    microBatchSize: Int? = nil, validateEvery: Length = .epochs(1), device: Device? = nil,
    precision: Precision = .float32, preparation: BatchPreparation = .automatic
  ) {
    self.init(
      model: model,
      updaters: [UpdaterSettings(optimizer: optimizer, plan: plan, gradientLimit: gradientLimit)],
      length: length, batchSize: batchSize, seed: seed, microBatchSize: microBatchSize,
      validateEvery: validateEvery, device: device, precision: precision, preparation: preparation)
  }

  /// A trainer for `model` with several updaters.
  public init(
    model: any Model, updaters: [UpdaterSettings], step: any TrainingStep = PlainStep(),
    length: Length = .epochs(10), batchSize: Int = 64, seed: UInt64 = 0, microBatchSize: Int? = nil,
    validateEvery: Length = .epochs(1), device: Device? = nil, precision: Precision = .float32,
    preparation: BatchPreparation = .automatic
  ) {
    (self.model, self.updaters, self.step, self.length) = (model, updaters, step, length)
    (self.batchSize, self.seed, self.microBatchSize) = (batchSize, seed, microBatchSize)
    (self.validateEvery, self.device) = (validateEvery, device)
    (self.precision, self.preparation) = (precision, preparation)
  }

  /// The training of the model on `training`, not begun; ask the answer for its events.
  ///
  /// - Throws: an error that names the length that cannot be resolved, such as epochs of a stream, what in
  ///   the updaters or their plans does not suit the model, or a device that is not there.
  public func fit(
    _ training: any TrainingData, validation: (any Dataset)? = nil
  ) throws -> TrainingRun {
    if let device { try model.move(to: device) }
    let loop = try TrainingLoop(
      model: model, updaters: updaters, step: step, data: training, batchSize: batchSize,
      seed: seed, microBatchSize: microBatchSize, precision: precision, preparation: preparation)
    let run = try RunLength(length, of: loop, under: updaters[0].plan)
    let steps = run.steps
    let plans = try updaters.map { settings in
      let count = step.updateCount(of: settings.name)
      return try settings.plan.resolved(
        steps: steps * count, stepsPerEpoch: loop.stepsPerEpoch.map { $0 * count })
    }
    // Nothing is measured without data, and a stream has no epochs to do it after.
    let isUnmeasured = validation == nil && loop.stepsPerEpoch == nil
    return try TrainingRun(
      loop: loop, plans: plans, steps: steps, validation: validation,
      validateEvery: isUnmeasured
        ? steps
        : try validateEvery.stepCount(
          named: "validateEvery", of: steps, stepsPerEpoch: run.stepsPerEpoch))
  }
}

extension Length {
  /// This length in whole optimizer steps, at least 1: rounded, of a run of `steps` where it is a share.
  ///
  /// - Parameter stepsPerEpoch: nil for a stream.
  /// - Throws: `TrainingError` for a share where no run is given, epochs of a stream, or a length that is
  ///   not positive or of more than 1e15 steps.
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
