public import LearningRate
public import Optimizers
internal import Torch

/// One training in progress: a model, its optimizer's history, and the next step's number.
///
/// Everything a step does follows from (seed, step) and the state, so a copy of the state is all
/// that is needed to go on elsewhere, bit for bit, under the same number of threads.
public final class TrainingLoop {
  /// The model being trained.
  public let model: any Model
  /// The rule that changes its parameters.
  public let optimizer: Optimizer
  /// The number of updates made, and so the next step's number.
  public private(set) var step = 0
  /// How gradients that are too large are made smaller; nil leaves them alone.
  public let gradientLimit: GradientClipping?
  /// The most examples that the model sees at once; a larger batch is several of these, whose
  /// gradients add up to its own. Nil for whole batches.
  public let microBatchSize: Int?

  let seed: UInt64
  let data: any Dataset
  let parameters: [NamedTensor]
  let tensors: [NamedTensor]
  /// The optimizer's history.
  package let state: OptimizerState<Float>
  /// What the limit on gradients remembers of those before.
  package internal(set) var limitState = GradientClippingState()
  /// The processor threads that every step uses, whichever thread asks for it.
  let threads: Int
  private let handles: [Tensor]
  private(set) var order: BatchOrder
  /// The parameters that a loss has reached since the loop was made, by place.
  private(set) var reachedParameters: Set<Int> = []

  /// A training that has not begun, on the threads that ``Engine`` uses now.
  ///
  /// - Precondition: a positive batch size, and size of micro-batches if there is one; parameters that
  ///   suit the optimizer: ``Optimizer/check(for:)``.
  public init(
    model: any Model, optimizer: Optimizer, data: any Dataset, batchSize: Int, seed: UInt64,
    gradientLimit: GradientClipping? = nil, microBatchSize: Int? = nil
  ) {
    precondition(microBatchSize ?? 1 > 0, "microBatchSize must be positive")
    self.microBatchSize = microBatchSize
    (self.model, self.optimizer, self.data, self.seed) = (model, optimizer, data, seed)
    self.gradientLimit = gradientLimit
    threads = Engine.threads
    tensors = model.namedTensors
    parameters = tensors.filter(\.tensor.requiresGradient)
    handles = parameters.map(\.tensor)
    state = optimizer.initialState(of: parameters.map(\.shape))
    order = BatchOrder(count: data.count, batchSize: batchSize, seed: seed)
  }

  /// The number of steps in which every example is seen about once.
  public var stepsPerEpoch: Int { order.stepsPerEpoch }

  /// What a step did.
  public struct StepResult: Sendable {
    /// The batch's mean loss before the update.
    public let loss: Double
    /// The parts of the loss, unweighted, where the model has several.
    public let losses: [String: Double]
    /// The global norm of the gradients before any limit.
    public let gradientNorm: Double
    /// Whether the parameters were changed. They are not when the loss or a gradient is not finite.
    public let updated: Bool
  }

  /// Makes the update of ``step`` with `learningRate`, and moves on to the next step.
  ///
  /// A loss that is not finite changes nothing and does not move on. A finite loss with a gradient
  /// that is not finite changes nothing but moves on, so that the schedule goes ahead.
  public func advance(learningRate: Double) throws -> StepResult {
    try advance(PlanValues(learningRate: learningRate), groupOfParameter: [])
  }

  /// Makes the update of ``step`` with `values`, and moves on to the next step, as
  /// ``advance(learningRate:)`` does.
  ///
  /// - Precondition: a group for each parameter, or none and the values without groups.
  public func advance(_ values: PlanValues, groupOfParameter: [Int]) throws -> StepResult {
    useThreads()
    try Engine.seed(randomSeed(of: step))
    handles.clearGradients()
    let (value, losses) = try differentiate(order.indices(at: step), values.weights)
    guard value.isFinite else {
      return StepResult(loss: value, losses: losses, gradientNorm: .nan, updated: false)
    }
    let norm = try update(values, groupOfParameter, loss: value)
    step += 1
    return StepResult(loss: value, losses: losses, gradientNorm: norm, updated: norm.isFinite)
  }

  /// The mean loss of these examples and its parts, whose gradients are left with the parameters.
  private func differentiate(
    _ indices: ArraySlice<Int64>, _ weights: [String: Double]
  ) throws -> (loss: Double, parts: [String: Double]) {
    let result = try Differentiation(pieces(of: indices), weights: weights, parameters: handles) {
      let batch = try data.batch($0)
      return (batch, try model.outcome(of: batch, for: .training))
    }
    return (result.loss, result.losses)
  }

  /// The examples in parts of as many as the model sees at once.
  private func pieces(of indices: ArraySlice<Int64>) -> [ArraySlice<Int64>] {
    let size = microBatchSize ?? indices.count
    return stride(from: indices.startIndex, to: indices.endIndex, by: size).map { start in
      indices[start..<min(start + size, indices.endIndex)]
    }
  }

  /// The names of the parameters that no loss has reached since the loop was made.
  var unreachedParameters: [String] {
    parameters.indices.filter { !reachedParameters.contains($0) }.map { parameters[$0].name }
  }

  private func randomSeed(of step: Int) -> UInt64 {
    var generator = SeededGenerator(seed: seed, purpose: .step(step))
    return generator.next()
  }

  /// Steps the optimizer, and answers the norm of the gradients.
  private func update(
    _ values: PlanValues, _ groupOfParameter: [Int], loss: Double
  ) throws -> Double {
    let gradients = handles.map(\.gradient)
    return try withExtendedLifetime(gradients) {
      let buffers = zip(parameters, gradients).map { parameter, gradient in
        buffer(of: parameter, gradient)
      }
      let reached = gradients.indices.filter { gradients[$0] != nil }
      reachedParameters.formUnion(reached)
      let norm = gradientNorm(reached.map { buffers[$0] }, threads: Engine.threads)
      if norm.isFinite {
        let groups = groupOfParameter.isEmpty ? [values[group: 0]] : values.groups
        let machine = Machine.engine(threads: threads)
        try optimizer.step(
          buffers, state, only: reached.count < buffers.count ? reached : nil,
          StepSettings(
            groups: groups.map(StepSettings.Group.init), groupOfParameter: groupOfParameter,
            gradientScale: clip(gradients, norm: norm), loss: loss, machine: machine))
      }
      return norm
    }
  }

  /// Makes gradients that are too large smaller, or answers by what factor all are to be.
  private func clip(_ gradients: [Tensor?], norm: Double) -> Double {
    guard let gradientLimit else { return 1 }
    let buffers = zip(parameters, gradients).compactMap { parameter, gradient in
      gradient.map {
        GradientBuffer(
          parameter.shape,
          values: UnsafeBufferPointer(parameter.tensor.withMutableStorage(as: Float.self) { $0 }),
          gradient: $0.withMutableStorage(as: Float.self) { $0 })
      }
    }
    return gradientLimit.clip(buffers, norm: norm, &limitState, threads: threads)
  }

  /// A parameter that the loss did not reach has no gradient; the numbers themselves stand in for one,
  /// and are not looked at.
  private func buffer(of parameter: NamedTensor, _ gradient: Tensor?) -> ParameterBuffer<Float> {
    parameter.buffer(
      gradient: UnsafeBufferPointer(
        (gradient ?? parameter.tensor).withMutableStorage(as: Float.self) { $0 }))
  }

  /// The loss of the batch that comes next, as evaluation sees it; changes nothing.
  func upcomingLoss() throws -> Double {
    useThreads()
    return try Engine.withoutGradients {
      var (total, weight) = (0.0, 0.0)
      for piece in pieces(of: order.indices(at: step)) {
        let batch = try data.batch(piece)
        let outcome = try model.outcome(of: batch, for: .evaluation)
        let count = try outcome.count(of: batch)
        if count > 0 { total += try outcome.loss.item() * count }
        weight += count
      }
      return weight > 0 ? total / weight : 0
    }
  }

  /// libtorch keeps the number for each thread, and an asynchronous caller may change threads
  /// between two steps.
  func useThreads() {
    if Engine.threads != threads { Engine.threads = threads }
  }

  func setStep(_ step: Int) { self.step = step }
}

extension StepSettings.Group {
  fileprivate init(_ values: PlanValues.Group) {
    self.init(
      learningRate: values.learningRate,
      hyperparameters: Dictionary(
        uniqueKeysWithValues: values.hyperparameters.map { ($0.key.name, $0.value) }))
  }
}
