internal import LearningRate
public import Optimizers
internal import Torch

/// Some named parameters with what changes them: their optimizer, its history, and the limit on their
/// gradients. What one update changes.
///
/// Which engine steps them, the fused pass over memory or a device's, follows from where they are.
public final class Updater {
  /// The name in events, series and checkpoints; empty for the only one of a training.
  public let name: String
  /// The rule that changes the parameters.
  public let optimizer: Optimizer
  /// How gradients that are too large are made smaller; nil leaves them alone.
  public let gradientLimit: GradientClipping?
  /// The updates so far, those among them that were left out for want of finite gradients: the place in
  /// the plan.
  public internal(set) var updates = 0

  let parameters: [NamedTensor]
  let engine: any UpdateEngine
  /// What the limit on gradients remembers of those before.
  var limitState = GradientClippingState()
  private let threads: Int
  private let handles: [Tensor]
  private var reached: Set<Int> = []

  /// An updater without history.
  ///
  /// - Throws: `TrainingError` for parameters on several devices; `TorchError` for want of memory there.
  init(
    _ name: String, _ optimizer: Optimizer, _ parameters: [NamedTensor],
    gradientLimit: GradientClipping?, threads: Int, usesDevicePath: Bool = false
  ) throws {
    (self.name, self.optimizer, self.parameters) = (name, optimizer, parameters)
    (self.gradientLimit, self.threads) = (gradientLimit, threads)
    handles = parameters.map(\.tensor)
    engine =
      handles.allSatisfy { $0.device == .cpu } && !usesDevicePath
      ? FusedUpdate(optimizer, parameters)
      : try DeviceOptimizer(optimizer, parameters: parameters).engine
  }

  /// What an update did.
  struct Result {
    let gradientNorm: Double
    let isMade: Bool
    /// The rate that the rule found and used; nil for one that finds none.
    let usedRate: Double?
    /// The sizes of the layers, where they were asked for.
    let layers: [LayerSizes]
  }

  /// Changes the parameters along the gradients that ``Tensor/backward()`` left, after `reduce` has had
  /// them. Gradients that are not finite change nothing, and count as an update all the same.
  ///
  /// - Precondition: a group for each parameter, or none and the values without groups.
  func update(
    _ values: PlanValues, groupOfParameter: [Int], loss: Double, measuresLayers: Bool,
    reduce: ((_ gradients: [Tensor]) throws -> Void)?
  ) throws -> Result {
    let gradients = handles.map(\.gradient)
    return try withExtendedLifetime(gradients) {
      for index in gradients.indices where gradients[index] != nil { reached.insert(index) }
      if let reduce { try reduce(gradients.compactMap { $0 }) }
      let norm = try engine.norm(of: gradients, threads: threads)
      let layers =
        try measuresLayers && norm.isFinite ? LayerMeasurement(parameters, gradients) : nil
      if norm.isFinite {
        let groups = groupOfParameter.isEmpty ? [values[group: 0]] : values.groups
        try engine.step(
          gradients,
          StepSettings(
            groups: groups.map(StepSettings.Group.init), groupOfParameter: groupOfParameter,
            gradientScale: try clip(gradients, norm: norm), loss: loss,
            machine: .engine(threads: threads)))
      }
      updates += 1
      return Result(
        gradientNorm: norm, isMade: norm.isFinite,
        usedRate: norm.isFinite ? engine.usedRate : nil,
        layers: try layers?.sizes(of: parameters) ?? [])
    }
  }

  /// The names of the parameters that no loss has reached since this was made.
  var unreached: [String] {
    parameters.indices.filter { !reached.contains($0) }.map { parameters[$0].name }
  }

  /// Makes gradients that are too large smaller, or answers by what factor all are to be.
  private func clip(_ gradients: [Tensor?], norm: Double) throws -> Double {
    guard let gradientLimit else { return 1 }
    let isHere = engine is FusedUpdate
    // A limit looks at numbers one by one, so those of a device come here and go back.
    let pairs = try zip(parameters, gradients).compactMap { parameter, gradient in
      try gradient.map { gradient in
        isHere
          ? (parameter, gradient, parameter.tensor, gradient)
          : (parameter, gradient, try parameter.tensor.hostCopy(), try gradient.hostCopy())
      }
    }
    let buffers = pairs.map { parameter, _, values, gradient in
      GradientBuffer(
        parameter.place,
        values: UnsafeBufferPointer(values.withMutableStorage(as: Float.self) { $0 }),
        gradient: gradient.withMutableStorage(as: Float.self) { $0 })
    }
    let factor = gradientLimit.clip(buffers, norm: norm, &limitState, threads: threads)
    if !isHere { for (_, gradient, _, copy) in pairs { try gradient.assign(copy) } }
    return factor
  }

  /// Runs `body` while the parameters are those that the model is to be evaluated with; afterwards every
  /// number is what it was, bit for bit.
  func withEvaluationParameters<Result>(_ body: () throws -> Result) throws -> Result {
    guard let averages = try engine.evaluationParameters() else { return try body() }
    let trained = try handles.map { try $0.copied() }
    for (handle, average) in zip(handles, averages) {
      let copy = try handle.hostCopy()
      copy.withMutableStorage(as: Float.self) { _ = $0.update(fromContentsOf: average) }
      try handle.assign(copy)
    }
    let result = Swift.Result { try body() }
    for (handle, copy) in zip(handles, trained) { try handle.assign(copy) }
    return try result.get()
  }
}

extension StepSettings.Group {
  fileprivate init(_ values: PlanValues.Group) {
    self.init(
      learningRate: values.learningRate,
      hyperparameters: Dictionary(
        uniqueKeysWithValues: values.hyperparameters.map { ($0.key.name, $0.value) }),
      peakRate: values.peakRate)
  }
}
