internal import Foundation
public import LearningRate
public import Optimizers
public import Records
public import Torch

/// A training in progress: a model, its updaters, and the number of the next step.
///
/// ```swift
/// let learner = try Learner(
///   model: model, optimizer: .adamw(), data: data, batchSize: 32, seed: 0)
/// for step in 0..<1000 {
///   let report = try learner.advance(learningRate: 1e-3 * (1 - Double(step) / 1000))
///   if step % 100 == 0 { print(step, report.loss) }
/// }
/// ```
///
/// Take a learner to make each step yourself; a ``Trainer`` adds the plan, validation, controllers,
/// acts and events. A step is a function of (seed, step) and the state, so a copy of the state is
/// enough to continue elsewhere bit for bit, with the same number of threads.
public final class Learner {
  /// The model being trained.
  public let model: any Model
  /// The updaters of its parameters.
  public let updaters: [Updater]
  /// The step: which losses are differentiated, and for which updaters.
  public let trainingStep: any TrainingStep
  /// The number of steps made, which is the number of the next step.
  public internal(set) var step = 0
  /// The maximum number of examples in a forward pass; larger batches are split into micro-batches,
  /// whose gradients are accumulated. Nil for whole batches.
  public let microBatchSize: Int?
  /// The precision of forward passes.
  public let precision: Precision
  /// Called with an updater's gradients between the backward pass and the update, to replace them,
  /// for example by their mean over several processes.
  public var reduceGradients: ((_ gradients: [Tensor]) throws -> Void)?

  /// Whether the next step measures the norms of its layers.
  var measuresLayers = false

  /// The seed of the batches' order and of all random draws.
  let seed: UInt64
  /// The batches of the steps.
  let loader: BatchLoader
  /// The hidden state of a ``RecurrentModel`` for the next step; nil for a fresh state.
  var carried: CarriedState?
  /// The trained parameters.
  let parameters: [Tensor]
  /// All tensors of the model: parameters, frozen weights and buffers.
  let tensors: [NamedTensor]
  /// The model's device. The model looks for its tensors each time that it is asked.
  let device: Device
  /// The tensors that a forward pass may change.
  private var buffers: [Tensor]
  private var hasSeenBuffers = false
  /// The number of CPU threads of every step, whichever thread calls it.
  let threads: Int

  /// Returns the hyperparameters of an updater's next update, and the group of each of its
  /// parameters.
  public typealias UpdateValues = (Updater) -> (values: PlanValues, groupOfParameter: [Int])

  /// Creates a training with one updater, on the number of threads that ``Engine`` uses now.
  ///
  /// - Throws: `TrainingError` for parameters on several devices; `TorchError` if the device is out
  ///   of memory.
  /// - Precondition: positive `batchSize` and `microBatchSize`; parameters that pass
  ///   ``Optimizer/check(for:)``.
  public convenience init(
    model: any Model, optimizer: Optimizer, data: any TrainingData, batchSize: Int, seed: UInt64,
    gradientClipping: GradientClipping? = nil, microBatchSize: Int? = nil,
    precision: Precision = .float32, prefetching: Prefetching = .automatic
  ) throws {
    try self.init(
      model: model,
      updaters: [
        UpdaterSettings(
          optimizer: optimizer, plan: Plan(.constant(0)), gradientClipping: gradientClipping)
      ], data: data, batchSize: batchSize, seed: seed, microBatchSize: microBatchSize,
      precision: precision, prefetching: prefetching)
  }

  /// Creates a training with these updaters. Their plans are not used here: the caller of each step
  /// provides the values.
  ///
  /// - Throws: `TrainingError` if the updaters do not divide the model's parameters among them, or
  ///   the data does not support the batch size.
  /// - Precondition: as for one updater.
  public init(
    model: any Model, updaters settings: [UpdaterSettings], step: any TrainingStep = PlainStep(),
    data: any TrainingData, batchSize: Int, seed: UInt64, microBatchSize: Int? = nil,
    precision: Precision = .float32, prefetching: Prefetching = .automatic
  ) throws {
    precondition(microBatchSize ?? 1 > 0, "microBatchSize must be positive")
    (self.model, self.seed, trainingStep) = (model, seed, step)
    (self.microBatchSize, self.precision) = (microBatchSize, precision)
    let threads = Engine.threads
    self.threads = threads
    tensors = model.namedTensors
    device = tensors.first?.tensor.device ?? .cpu
    let trained = tensors.filter(\.tensor.requiresGradient)
    parameters = trained.map(\.tensor)
    buffers = tensors.map(\.tensor).filter { !$0.requiresGradient }
    updaters = try zip(settings, settings.parameterIndices(of: trained.map(\.name))).map {
      settings, indices in
      try Updater(
        settings.name, settings.optimizer, indices.map { trained[$0] },
        gradientClipping: settings.gradientClipping, threads: threads,
        usesDevicePath: settings.usesDevicePath)
    }
    loader = try BatchLoader(
      data, on: device, batchSize: batchSize, microBatchSize: microBatchSize, seed: seed,
      prefetching: prefetching,
      hasIdleProcessor: threads < ProcessInfo.processInfo.activeProcessorCount
        || device != .cpu)
  }

  /// The examples of each step.
  var order: any BatchOrder { loader.order }

  /// The number of steps in an epoch, in which each example is used about once; nil for a stream.
  public var stepsPerEpoch: Int? { order.stepsPerEpoch }

  /// The maximum number of examples in a step.
  public var batchSize: Int { order.batchSize }

  /// The optimizer of the first updater.
  public var optimizer: Optimizer { updaters[0].optimizer }

  /// Makes the next step with `learningRate` for all updaters.
  ///
  /// If the loss is not finite, nothing changes and the step number stays. If the loss is finite
  /// but a gradient is not, the update is skipped but the step number advances, so that the
  /// schedule continues.
  ///
  /// - Throws: `TrainingError` for a step without an update, and the errors of the model and of
  ///   libtorch.
  public func advance(learningRate: Double) throws -> StepReport {
    try advance { _ in (PlanValues(learningRate: learningRate), []) }
  }

  /// Makes the next step with the hyperparameters that `values` returns for each update, as
  /// ``advance(learningRate:)`` does.
  ///
  /// - Throws: `TrainingError` for a step without an update.
  /// - Precondition: `values` returns a group for each of the updater's parameters, or values
  ///   without groups.
  public func advance(_ values: @escaping UpdateValues) throws -> StepReport {
    useThreads()
    try Engine.seed(randomSeed(of: step))
    try loader.begin(step)
    let context = StepContext(self, after: stateBefore, values: values)
    if loader.sizes != nil { context.report.batchSize = loader.count(of: step) }
    let buffers = try BufferCopies(of: self.buffers)
    do { try trainingStep.run(context) } catch is LossNotFinite {
      try buffers.restore()
      return context.report
    }
    if !context.report.updated { try buffers.restore() }
    if !hasSeenBuffers, context.report.updated {
      // Tensors that the first forward pass does not change, such as frozen weights, are not copied
      // again.
      (self.buffers, hasSeenBuffers) = (try buffers.changed(), true)
    }
    guard !context.report.updates.isEmpty else {
      throw TrainingError("a training step must update something; it made no update")
    }
    carried = order.continues(at: step + 1) ? try context.stateAfter() : nil
    step += 1
    return context.report
  }

  /// The hidden state at the start of the next step.
  private var stateBefore: CarriedState? { order.continues(at: step) ? carried : nil }

  /// Whether forward passes change tensors of the model, as far as the first step has shown.
  var changesBuffers: Bool { hasSeenBuffers && !buffers.isEmpty }

  /// The names of the parameters that have not received a gradient since the learner was created.
  var unreachedParameters: [String] { updaters.flatMap(\.unreached) }

  private func randomSeed(of step: Int) -> UInt64 {
    var generator = SeededGenerator(seed: seed, purpose: .step(step))
    return generator.next()
  }

  /// The loss of the next batch in evaluation mode; changes nothing.
  func upcomingLoss() throws -> Double {
    useThreads()
    return try Engine.withoutGradients {
      var (total, weight) = (0.0, 0.0)
      var rows = 0..<0
      for piece in loader.pieces(of: step) {
        rows = rows.upperBound..<rows.upperBound + piece.count
        let batch = try loader.batch(piece, of: step)
        let (outcome, _) = try computing {
          try model.carriedOutcome(of: batch, after: stateBefore?.rows(rows), for: .evaluation)
        }
        let count = try outcome.count(of: batch)
        if count > 0 { total += try outcome.loss.item() * count }
        weight += count
      }
      return weight > 0 ? total / weight : 0
    }
  }

  /// Runs a forward pass in the training's precision.
  func computing<Result>(_ body: () throws -> Result) throws -> Result {
    try precision.computing(on: device, body)
  }

  /// libtorch's number of threads is per calling thread, and an asynchronous caller may change
  /// threads between two steps.
  func useThreads() {
    if Engine.threads != threads { Engine.threads = threads }
  }
}

extension Precision {
  /// Runs a forward pass on `device` in this precision.
  func computing<Result>(on device: Device, _ body: () throws -> Result) throws -> Result {
    switch self {
    case .float32: try body()
    case .bfloat16: try Engine.mixedPrecision(.bfloat16, on: device, body)
    }
  }
}
