internal import Optimizers
internal import Torch

extension Tensor {
  /// A copy on the processor with memory of its own, its elements in this tensor's order in memory.
  func hostCopy() throws(TorchError) -> Tensor {
    try detached().converted(to: scalarType, on: .cpu).copied()
  }
}

extension NamedTensor {
  /// Name and sizes, as an optimizer knows them.
  var place: ParameterShape { ParameterShape(name, tensor.shape) }
}
