internal import Optimizers
internal import Torch

/// Steps parameters of any device on the processor: parameters and gradients are copied there, and
/// the parameters back.
///
/// Every optimizer steps so; it is for those that are no elementwise rule. The copies cost twelve
/// bytes for each element and step over the bus, and eight in the processor's memory.
final class HostStep: DeviceStep {
  private let optimizer: Optimizer
  private let parameters: [NamedTensor]
  private let values: [Tensor]
  private let gradients: [Tensor]
  private let history: OptimizerState<Float>

  /// A step of `optimizer` over `parameters`, without history.
  init(_ optimizer: Optimizer, _ parameters: [NamedTensor]) throws {
    (self.optimizer, self.parameters) = (optimizer, parameters)
    values = try parameters.map { try $0.tensor.hostCopy() }
    gradients = try values.map { try $0.copied() }
    history = optimizer.initialState(of: parameters.map(\.place))
  }

  var count: Int { history.count }

  func step(_ gradients: [Tensor], _ settings: StepSettings) throws {
    try takeParameters()
    for (copy, gradient) in zip(self.gradients, gradients) { try copy.assign(gradient) }
    try optimizer.step(buffers(self.gradients), history, settings)
    for (parameter, copy) in zip(parameters, values) { try parameter.tensor.assign(copy) }
  }

  func state() -> OptimizerState<Float> { history.copied() }

  func restore(from state: OptimizerState<Float>) { history.restore(from: state) }

  /// What the model is to be evaluated with, as tensors on the processor.
  func evaluationParameters() throws -> [Tensor] {
    try takeParameters()
    // Averages do not look at gradients: the numbers themselves stand in for them.
    let averages = optimizer.evaluationParameters(of: buffers(values), history)
    return try zip(values, averages).map { value, average in
      let result = try value.copied()
      result.withMutableStorage(as: Float.self) { _ = $0.update(fromContentsOf: average) }
      return result
    }
  }

  private func takeParameters() throws {
    for (copy, parameter) in zip(values, parameters) { try copy.assign(parameter.tensor) }
  }

  /// The copies as an optimizer sees them; they live as long as this does.
  private func buffers(_ gradients: [Tensor]) -> [ParameterBuffer<Float>] {
    parameters.indices.map { index in
      let place = parameters[index].place
      return ParameterBuffer(
        name: place.name, sizes: place.sizes,
        values: values[index].withMutableStorage(as: Float.self) { $0 },
        gradient: UnsafeBufferPointer(gradients[index].withMutableStorage(as: Float.self) { $0 }))
    }
  }
}
