public import Optimizers
public import Torch

/// An optimizer for parameters on any device, a GPU or the CPU.
///
/// An elementwise rule, such as SGD or AdamW, runs on the device, with operations on lists of
/// tensors (``runsOnDevice``); the result equals that of the fused CPU pass up to rounding. Every
/// other optimizer runs on the CPU, on copies of parameters and gradients, with the same bits as
/// there. The optimizer state has the same format on every device: ``state()`` and
/// ``restore(from:)`` exchange it exactly, so that checkpoints are portable.
///
/// For parameters on the CPU, the fused pass is faster.
public final class DeviceOptimizer {
  /// The rule and its hyperparameters.
  public let optimizer: Optimizer
  /// Whether updates run on the parameters' device instead of on copies in CPU memory.
  public let runsOnDevice: Bool
  private let parameters: [NamedTensor]
  let engine: any UpdateEngine

  /// Creates `optimizer` over these parameters, with an empty state.
  ///
  /// - Throws: `TrainingError` if the parameters are not float32 or are on several devices;
  ///   `OptimizerError` if the optimizer does not fit their names; `TorchError` if the device is
  ///   out of memory.
  public init(_ optimizer: Optimizer, parameters: [NamedTensor]) throws {
    for parameter in parameters {
      let (tensor, name) = (parameter.tensor, parameter.name)
      guard tensor.scalarType == .float32 else {
        throw TrainingError("'\(name)' must be float32; received \(tensor.scalarType)")
      }
      if let first = parameters.first, tensor.device != first.tensor.device {
        throw TrainingError(
          "'\(name)' must be on \(first.tensor.device) as '\(first.name)' is; "
            + "received \(tensor.device)")
      }
    }
    try optimizer.check(for: parameters.map(\.parameterShape))
    (self.optimizer, self.parameters) = (optimizer, parameters)
    if let rule = optimizer.rule as? any ElementwiseRule, !rule.isCompact, rule.numbers.isEmpty {
      runsOnDevice = true
      engine = try Self.foreachStep(rule, parameters)
    } else {
      runsOnDevice = false
      engine = try HostUpdate(optimizer, parameters)
    }
  }

  private static func foreachStep(
    _ rule: some ElementwiseRule, _ parameters: [NamedTensor]
  ) throws -> any UpdateEngine {
    try ForeachUpdate(rule, parameters)
  }

  /// The number of updates made.
  public var count: Int { engine.count }

  /// Updates the parameters with the gradients of `backward()` and one learning rate for all; a
  /// rule that runs on the CPU uses the engine's threads and linear algebra.
  ///
  /// - Throws: as ``step(_:)`` does.
  /// - Precondition: every parameter has a gradient; `loss` is given if the rule needs it; the
  ///   learning rate is finite and not negative.
  public func step(learningRate: Double, loss: Double? = nil) throws {
    let backend = Backend.engine(threads: Engine.threads)
    try step(StepSettings(learningRate: learningRate, loss: loss, backend: backend))
  }

  /// Updates the parameters with the gradients of `backward()`.
  ///
  /// Rules that run on the CPU use the backend of `settings`.
  /// - Throws: `TorchError` if the device fails or is out of memory; the optimizer's errors.
  /// - Precondition: every parameter has a gradient; the preconditions of the optimizer's own step.
  public func step(_ settings: StepSettings) throws {
    precondition(
      settings.loss != nil || !optimizer.rule.needsLoss, "\(optimizer) must be told the loss")
    try engine.step(gradients, settings)
  }

  /// The global gradient norm, √Σg²; NaN or infinite if a gradient is.
  ///
  /// - Precondition: every parameter has a gradient.
  public func gradientNorm() throws -> Double { try TensorList(gradients).norm() }

  private var gradients: [Tensor] {
    parameters.map { parameter in
      guard let gradient = parameter.tensor.gradient else {
        preconditionFailure("the loss does not depend on the parameter '\(parameter.name)'")
      }
      return gradient
    }
  }

  /// A copy of the optimizer state, on the CPU.
  public func state() throws -> OptimizerState<Float> { try engine.state().copied() }

  /// Restores the optimizer state, which may come from any device.
  ///
  /// - Precondition: `state` belongs to the same optimizer and parameters.
  public func restore(from state: OptimizerState<Float>) throws { try engine.restore(from: state) }

  /// The weights for evaluation, on the CPU: the average of an optimizer that keeps one; otherwise,
  /// and before the first step, nil.
  public func evaluationParameters() throws -> [Tensor]? {
    try engine.evaluationParameters().map { averages in
      try zip(parameters, averages).map { parameter, average in
        let result = try parameter.tensor.hostCopy()
        result.withMutableStorage(as: Float.self) { _ = $0.update(fromContentsOf: average) }
        return result
      }
    }
  }
}
