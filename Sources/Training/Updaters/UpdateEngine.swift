internal import Optimizers
internal import Torch

/// An implementation of parameter updates and their optimizer state: the fused pass on the CPU,
/// lists of tensors on a device, or CPU copies of a device's parameters.
protocol UpdateEngine: AnyObject {
  /// The number of updates made.
  var count: Int { get }

  /// The global gradient norm, √Σg²; called immediately before the update with the same gradients.
  func norm(of gradients: [Tensor?], on workers: Workers) throws -> Double

  /// Updates the parameters with `gradients`, one per parameter; a parameter without a gradient is
  /// not changed.
  func step(_ gradients: [Tensor?], _ settings: StepSettings) throws

  /// The effective learning rate of the last update, if the rule finds its own.
  var usedRate: Double? { get }

  /// The optimizer state on the CPU: the state itself if it is there, otherwise a copy.
  func state() throws -> OptimizerState<Float>

  /// Restores the optimizer state.
  ///
  /// - Precondition: `state` belongs to the same optimizer and parameters.
  func restore(from state: OptimizerState<Float>) throws

  /// The weights for evaluation, parameter by parameter in memory order: the average of an
  /// optimizer that keeps one; otherwise, and before the first update, nil.
  func evaluationParameters() throws -> [[Float]]?
}

extension UpdateEngine {
  func norm(of gradients: [Tensor?], on workers: Workers) throws -> Double {
    try TensorList(gradients.compactMap { $0 }).norm()
  }

  var usedRate: Double? { nil }

  func evaluationParameters() throws -> [[Float]]? { nil }
}
