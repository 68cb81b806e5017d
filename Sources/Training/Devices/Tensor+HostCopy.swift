internal import Optimizers
internal import Torch

extension Tensor {
  /// A copy on the CPU with its own memory, in this tensor's memory order.
  func hostCopy() throws(TorchError) -> Tensor {
    try detached().converted(to: scalarType, on: .cpu).copied()
  }
}

extension NamedTensor {
  /// The name and shape, as an optimizer sees them.
  var parameterShape: ParameterShape { ParameterShape(name, tensor.shape) }
}
