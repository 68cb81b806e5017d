internal import Optimizers
internal import Torch

/// One way to change parameters along their gradients, with the history of its steps: the fused pass on
/// the processor, lists of tensors on a device, or copies of a device's parameters on the processor.
protocol UpdateEngine: AnyObject {
  /// The number of steps taken.
  var count: Int { get }

  /// The square root of the sum of all squared gradients; asked right before the step along them.
  func norm(of gradients: [Tensor?], threads: Int) throws -> Double

  /// Changes the parameters along `gradients`, one for each; those without one are left alone.
  func step(_ gradients: [Tensor?], _ settings: StepSettings) throws

  /// The rate that the last step really used, where the rule finds its own.
  var usedRate: Double? { get }

  /// The history, on the processor: itself where it lies there, and otherwise a copy.
  func state() throws -> OptimizerState<Float>

  /// Takes over the history of `state`.
  ///
  /// - Precondition: a state for the same optimizer and parameters.
  func restore(from state: OptimizerState<Float>) throws

  /// What the model is to be evaluated with, parameter by parameter in their order in memory: an
  /// average, under an optimizer that keeps one, and nil under others and before the first step.
  func evaluationParameters() throws -> [[Float]]?
}

extension UpdateEngine {
  func norm(of gradients: [Tensor?], threads: Int) throws -> Double {
    try TensorList(gradients.compactMap { $0 }).norm()
  }

  var usedRate: Double? { nil }

  func evaluationParameters() throws -> [[Float]]? { nil }
}
