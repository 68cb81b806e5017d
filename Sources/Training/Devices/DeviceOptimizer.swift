public import Optimizers
public import Torch

/// An optimizer that steps parameters where they are: on a graphics card, on the processor.
///
/// An elementwise rule, such as SGD or AdamW, runs on the device, over the engine's operations on
/// lists of tensors (``runsOnDevice``), and gives what its pass over memory gives, up to rounding.
/// Every other optimizer is stepped by the processor, on copies of parameters and gradients, and
/// gives the same bits. The history is the same whatever the device: ``state()`` and
/// ``restore(from:)`` exchange it, exactly, so that checkpoints are the same files.
///
/// On the processor the fused pass is faster: this is for parameters elsewhere.
public final class DeviceOptimizer {
  /// The rule and its hyperparameters.
  public let optimizer: Optimizer
  /// Whether steps run on the parameters' device, and not on copies in the processor's memory.
  public let runsOnDevice: Bool
  private let parameters: [NamedTensor]
  let engine: any UpdateEngine

  /// `optimizer` over these parameters, without history.
  ///
  /// - Throws: `TrainingError` when they are not float32, or on several devices; `OptimizerError` when
  ///   the optimizer does not fit their names; `TorchError` when their device has no memory for the
  ///   history.
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
    try optimizer.check(for: parameters.map(\.place))
    (self.optimizer, self.parameters) = (optimizer, parameters)
    if let rule = optimizer.rule as? any ElementwiseRule, !rule.isCompact, rule.numbers.isEmpty {
      runsOnDevice = true
      engine = try Self.foreachStep(rule, parameters)
    } else {
      runsOnDevice = false
      engine = try HostStep(optimizer, parameters)
    }
  }

  private static func foreachStep(
    _ rule: some ElementwiseRule, _ parameters: [NamedTensor]
  ) throws -> any UpdateEngine {
    try ForeachStep(rule, parameters)
  }

  /// The number of steps taken.
  public var count: Int { engine.count }

  /// Changes the parameters along the gradients that `backward()` left, by the same rate for all; what
  /// is stepped by the processor uses the engine's threads and linear algebra.
  ///
  /// - Throws: as ``step(_:)`` does.
  /// - Precondition: every parameter has a gradient; a loss for a rule that needs one; a rate that is
  ///   finite and not negative.
  public func step(learningRate: Double, loss: Double? = nil) throws {
    let machine = Machine.engine(threads: Engine.threads)
    try step(StepSettings(learningRate: learningRate, loss: loss, machine: machine))
  }

  /// Changes the parameters along the gradients that `backward()` left.
  ///
  /// The machine of `settings` is used by optimizers that are stepped by the processor.
  /// - Throws: `TorchError` when the device fails, as for want of memory; what an optimizer throws.
  /// - Precondition: every parameter has a gradient; what an optimizer's own step asks for.
  public func step(_ settings: StepSettings) throws {
    precondition(
      settings.loss != nil || !optimizer.rule.needsLoss, "\(optimizer) must be told the loss")
    try engine.step(gradients, settings)
  }

  /// The square root of the sum of all squared gradients: NaN or infinite when a gradient is.
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

  /// A copy of the history, on the processor.
  public func state() throws -> OptimizerState<Float> { try engine.state().copied() }

  /// Takes over the history of `state`, wherever its steps were taken.
  ///
  /// - Precondition: a state for the same optimizer and parameters.
  public func restore(from state: OptimizerState<Float>) throws { try engine.restore(from: state) }

  /// What the model is to be evaluated with, on the processor: an average, under an optimizer that
  /// keeps one, and nil under others and before the first step.
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
