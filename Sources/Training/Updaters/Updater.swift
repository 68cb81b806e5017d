internal import LearningRate
public import Optimizers
internal import Torch

/// A set of named parameters with their optimizer, its state, and their gradient clipping: the
/// parameters that one update changes.
///
/// The parameters' device determines the engine: the fused CPU pass or a device's.
public final class Updater {
  /// The name in events, series and checkpoints; empty if the training has only one updater.
  public let name: String
  /// The optimizer of the parameters.
  public let optimizer: Optimizer
  /// The gradient clipping; nil for none.
  public let gradientClipping: GradientClipping?
  /// The number of updates, including those skipped because a gradient was not finite: the position
  /// in the plan.
  public internal(set) var updates = 0

  let parameters: [NamedTensor]
  let engine: any UpdateEngine
  /// The state of gradient clipping.
  var clippingState = GradientClippingState()
  private let workers: Workers
  private let handles: [Tensor]
  private var reached: Set<Int> = []

  /// Creates an updater with an empty optimizer state.
  ///
  /// - Throws: `TrainingError` for parameters on several devices; `TorchError` if the device is out
  ///   of memory.
  init(
    _ name: String, _ optimizer: Optimizer, _ parameters: [NamedTensor],
    gradientClipping: GradientClipping?, threads: Int, usesDevicePath: Bool = false
  ) throws {
    (self.name, self.optimizer, self.parameters) = (name, optimizer, parameters)
    (self.gradientClipping, workers) = (gradientClipping, .engine(threads))
    handles = parameters.map(\.tensor)
    engine =
      handles.allSatisfy { $0.device == .cpu } && !usesDevicePath
      ? FusedUpdate(optimizer, parameters)
      : try DeviceOptimizer(optimizer, parameters: parameters).engine
  }

  /// The result of an update.
  struct Result {
    let gradientNorm: Double
    let isMade: Bool
    /// The effective learning rate of a rule that finds its own; nil for other rules.
    let effectiveRate: Double?
    /// The norms of the layers, if measured.
    let layers: [LayerwiseNorms]
  }

  /// Updates the parameters with the gradients of ``Tensor/backward()``, after `reduce` has
  /// processed them. Gradients that are not finite change nothing but count as an update.
  ///
  /// - Precondition: a group for each parameter, or values without groups.
  func update(
    _ values: PlanValues, groupOfParameter: [Int], loss: Double, measuresLayers: Bool,
    reduce: ((_ gradients: [Tensor]) throws -> Void)?
  ) throws -> Result {
    let gradients = handles.map(\.gradient)
    return try withExtendedLifetime(gradients) {
      for index in gradients.indices where gradients[index] != nil { reached.insert(index) }
      if let reduce { try reduce(gradients.compactMap { $0 }) }
      let norm = try engine.norm(of: gradients, on: workers)
      let layers =
        try measuresLayers && norm.isFinite ? LayerMeasurement(parameters, gradients) : nil
      if norm.isFinite {
        let groups = groupOfParameter.isEmpty ? [values[group: 0]] : values.groups
        try engine.step(
          gradients,
          StepSettings(
            groups: groups.map(StepSettings.Group.init), groupOfParameter: groupOfParameter,
            gradientScale: try clip(gradients, norm: norm), loss: loss,
            backend: .engine(on: workers)))
      }
      updates += 1
      return Result(
        gradientNorm: norm, isMade: norm.isFinite,
        effectiveRate: norm.isFinite ? engine.effectiveRate : nil,
        layers: try layers?.norms(of: parameters) ?? [])
    }
  }

  /// The names of the parameters that have not received a gradient since the updater was created.
  var unreached: [String] {
    parameters.indices.filter { !reached.contains($0) }.map { parameters[$0].name }
  }

  /// Clips the gradients in place, or returns the factor by which all are to be scaled.
  private func clip(_ gradients: [Tensor?], norm: Double) throws -> Double {
    guard let gradientClipping else { return 1 }
    let isHere = engine is FusedUpdate
    // Clipping reads single elements, so a device's gradients are copied to the CPU and back.
    let pairs = try zip(parameters, gradients).compactMap { parameter, gradient in
      try gradient.map { gradient in
        isHere
          ? (parameter, gradient, parameter.tensor, gradient)
          : (parameter, gradient, try parameter.tensor.hostCopy(), try gradient.hostCopy())
      }
    }
    let buffers = pairs.map { parameter, _, values, gradient in
      GradientBuffer(
        parameter.parameterShape,
        values: UnsafeBufferPointer(values.withMutableStorage(as: Float.self) { $0 }),
        gradient: gradient.withMutableStorage(as: Float.self) { $0 })
    }
    let factor = gradientClipping.clip(buffers, norm: norm, &clippingState, on: workers)
    if !isHere { for (_, gradient, _, copy) in pairs { try gradient.assign(copy) } }
    return factor
  }

  /// Runs `body` with the weights for evaluation; afterwards all weights are restored bit for bit.
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
