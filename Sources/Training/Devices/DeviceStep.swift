internal import Optimizers
internal import Torch

/// One way to step parameters that are on a device, with the history of its steps.
protocol DeviceStep: AnyObject {
  /// The number of steps taken.
  var count: Int { get }

  /// Changes the parameters along `gradients`, one for each.
  func step(_ gradients: [Tensor], _ settings: StepSettings) throws

  /// A copy of the history, on the processor.
  func state() throws -> OptimizerState<Float>

  /// Takes over the history of `state`.
  ///
  /// - Precondition: a state for the same optimizer and parameters.
  func restore(from state: OptimizerState<Float>) throws
}
