internal import Foundation
public import LearningRate
public import Optimizers
public import Records
public import Torch

/// One training in progress: a model, its updaters, and the next step's number.
///
/// Everything a step does follows from (seed, step) and the state, so a copy of the state is all
/// that is needed to go on elsewhere, bit for bit, under the same number of threads.
public final class Learner {
  /// The model being trained.
  public let model: any Model
  /// What changes its parameters.
  public let updaters: [Updater]
  /// Which losses go backward into which of them.
  public let trainingStep: any TrainingStep
  /// The number of steps made, and so the next step's number.
  public private(set) var step = 0
  /// The most examples that the model sees at once; a larger batch is several of these, whose
  /// gradients add up to its own. Nil for whole batches.
  public let microBatchSize: Int?
  /// What forward passes are computed with.
  public let precision: Precision
  /// Called with an updater's gradients between backward and update, to put others in their place: the
  /// mean over several processes.
  public var reduceGradients: ((_ gradients: [Tensor]) throws -> Void)?

  /// Whether the next step's updates measure their layers.
  var measuresLayers = false

  let seed: UInt64
  /// The batches of the steps.
  let supply: BatchSupply
  /// What a ``RecurrentModel`` carries into the next step; nil for a fresh state.
  var carried: CarriedState?
  let parameters: [Tensor]
  let tensors: [NamedTensor]
  /// The tensors that a forward pass may change by itself.
  private var buffers: [Tensor]
  private var hasSeenBuffers = false
  /// The processor threads that every step uses, whichever thread asks for it.
  let threads: Int

  /// The hyperparameters of an updater's next update, and the group of each of its parameters.
  public typealias ValuesOfUpdater = (Updater) -> (values: PlanValues, groupOfParameter: [Int])

  /// A training with one updater that has not begun, on the threads that ``Engine`` uses now.
  ///
  /// - Throws: `TrainingError` for parameters on several devices; `TorchError` for want of memory there.
  /// - Precondition: a positive batch size, and size of micro-batches if there is one; parameters that
  ///   suit the optimizer: ``Optimizer/check(for:)``.
  public convenience init(
    model: any Model, optimizer: Optimizer, data: any TrainingData, batchSize: Int, seed: UInt64,
    gradientLimit: GradientClipping? = nil, microBatchSize: Int? = nil,
    precision: Precision = .float32, preparation: BatchPreparation = .automatic
  ) throws {
    try self.init(
      model: model,
      updaters: [
        UpdaterSettings(
          optimizer: optimizer, plan: Plan(.constant(0)), gradientLimit: gradientLimit)
      ], data: data, batchSize: batchSize, seed: seed, microBatchSize: microBatchSize,
      precision: precision, preparation: preparation)
  }

  /// A training with these updaters that has not begun; their plans are whoever asks for steps' to know.
  ///
  /// - Throws: `TrainingError` for updaters that do not share out the model's parameters, or data that
  ///   cannot be dealt out.
  /// - Precondition: as for one updater.
  public init(
    model: any Model, updaters settings: [UpdaterSettings], step: any TrainingStep = PlainStep(),
    data: any TrainingData, batchSize: Int, seed: UInt64, microBatchSize: Int? = nil,
    precision: Precision = .float32, preparation: BatchPreparation = .automatic
  ) throws {
    precondition(microBatchSize ?? 1 > 0, "microBatchSize must be positive")
    (self.model, self.seed, trainingStep) = (model, seed, step)
    (self.microBatchSize, self.precision) = (microBatchSize, precision)
    let threads = Engine.threads
    self.threads = threads
    tensors = model.namedTensors
    let trained = tensors.filter(\.tensor.requiresGradient)
    parameters = trained.map(\.tensor)
    buffers = tensors.map(\.tensor).filter { !$0.requiresGradient }
    updaters = try zip(settings, settings.places(of: trained.map(\.name))).map { settings, places in
      try Updater(
        settings.name, settings.optimizer, places.map { trained[$0] },
        gradientLimit: settings.gradientLimit, threads: threads,
        usesDevicePath: settings.usesDevicePath)
    }
    supply = try BatchSupply(
      data, on: model.device, batchSize: batchSize, microBatchSize: microBatchSize, seed: seed,
      preparation: preparation,
      hasIdleProcessor: threads < ProcessInfo.processInfo.activeProcessorCount
        || parameters.contains { $0.device != .cpu })
  }

  /// Which examples each step sees.
  var order: any BatchOrder { supply.order }

  /// The number of steps in which every example is seen about once; nil for a stream, which has no end.
  public var stepsPerEpoch: Int? { order.stepsPerEpoch }

  /// The most examples of a step.
  public var batchSize: Int { order.batchSize }

  /// The first updater's rule: the only one's.
  public var optimizer: Optimizer { updaters[0].optimizer }

  /// Makes ``step`` with `learningRate` for all updaters, and moves on to the next step.
  ///
  /// A loss that is not finite changes nothing and does not move on. A finite loss with a gradient
  /// that is not finite changes nothing but moves on, so that the schedule goes ahead.
  public func advance(learningRate: Double) throws -> StepReport {
    try advance { _ in (PlanValues(learningRate: learningRate), []) }
  }

  /// Makes ``step`` with what `values` answers for each update, and moves on to the next step, as
  /// ``advance(learningRate:)`` does.
  ///
  /// - Throws: `TrainingError` for a step that updates nothing.
  /// - Precondition: a group for each of an updater's parameters, or none and values without groups.
  public func advance(_ values: @escaping ValuesOfUpdater) throws -> StepReport {
    useThreads()
    try Engine.seed(randomSeed(of: step))
    try supply.begin(step)
    let work = StepContext(self, after: stateBefore, values: values)
    if supply.sizes != nil { work.report.batchSize = supply.count(of: step) }
    let buffers = try BufferCopies(of: self.buffers)
    do { try trainingStep.run(work) } catch is LossNotFinite {
      try buffers.putBack()
      return work.report
    }
    if !work.report.updated { try buffers.putBack() }
    if !hasSeenBuffers {
      // What the first forward pass leaves alone, frozen weights for one, is not copied again.
      (self.buffers, hasSeenBuffers) = (try buffers.changed(), true)
    }
    guard !work.report.updates.isEmpty else {
      throw TrainingError("a training step must update something; it made no update")
    }
    carried = order.continues(at: step + 1) ? try work.stateAfter() : nil
    step += 1
    return work.report
  }

  /// The state that the next step begins with.
  private var stateBefore: CarriedState? { order.continues(at: step) ? carried : nil }

  /// The names of the parameters that no loss has reached since the learner was made.
  var unreachedParameters: [String] { updaters.flatMap(\.unreached) }

  private func randomSeed(of step: Int) -> UInt64 {
    var generator = SeededGenerator(seed: seed, purpose: .step(step))
    return generator.next()
  }

  /// The loss of the batch that comes next, as evaluation sees it; changes nothing.
  func upcomingLoss() throws -> Double {
    useThreads()
    return try Engine.withoutGradients {
      var (total, weight) = (0.0, 0.0)
      var rows = 0..<0
      for piece in supply.pieces(of: step) {
        rows = rows.upperBound..<rows.upperBound + piece.count
        let batch = try supply.batch(piece, of: step)
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
    try precision.computing(on: model.device, body)
  }

  /// libtorch keeps the number for each thread, and an asynchronous caller may change threads
  /// between two steps.
  func useThreads() {
    if Engine.threads != threads { Engine.threads = threads }
  }

  func setStep(_ step: Int) { self.step = step }
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
