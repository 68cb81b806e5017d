internal import Optimizers
internal import Torch

/// Updates parameters of any device on the CPU: copies parameters and gradients there, and the
/// parameters back.
///
/// It supports every optimizer and is used for those that are not elementwise. The copies transfer
/// twelve bytes per element and update over the bus, and need eight bytes per element of CPU
/// memory.
final class HostUpdate: UpdateEngine {
  private let optimizer: Optimizer
  private let parameters: [NamedTensor]
  private let values: [Tensor]
  private let gradients: [Tensor]
  private let history: OptimizerState<Float>

  /// Creates the update of `parameters` by `optimizer`, with an empty state.
  init(_ optimizer: Optimizer, _ parameters: [NamedTensor]) throws {
    (self.optimizer, self.parameters) = (optimizer, parameters)
    values = try parameters.map { try $0.tensor.hostCopy() }
    gradients = try values.map { try $0.copied() }
    history = optimizer.initialState(of: parameters.map(\.parameterShape))
  }

  var count: Int { history.count }
  var effectiveRate: Double? { history.effectiveRate }

  func step(_ gradients: [Tensor?], _ settings: StepSettings) throws {
    try takeParameters()
    for (copy, gradient) in zip(self.gradients, gradients) {
      if let gradient { try copy.assign(gradient) }
    }
    let reached = gradients.indices.filter { gradients[$0] != nil }
    try optimizer.step(
      buffers(self.gradients), history, only: reached.count < gradients.count ? reached : nil,
      settings)
    for (parameter, copy) in zip(parameters, values) { try parameter.tensor.assign(copy) }
  }

  func state() -> OptimizerState<Float> { history }

  func restore(from state: OptimizerState<Float>) { history.restore(from: state) }

  func evaluationParameters() throws -> [[Float]]? {
    guard optimizer.hasEvaluationParameters, history.count > 0 else { return nil }
    try takeParameters()
    // An average does not read gradients: the values stand in for them.
    return optimizer.evaluationParameters(of: buffers(values), history)
  }

  private func takeParameters() throws {
    for (copy, parameter) in zip(values, parameters) { try copy.assign(parameter.tensor) }
  }

  /// The copies as the optimizer's buffers; they live as long as this object.
  private func buffers(_ gradients: [Tensor]) -> [ParameterBuffer<Float>] {
    parameters.indices.map { index in
      let shape = parameters[index].parameterShape
      return ParameterBuffer(
        name: shape.name, sizes: shape.sizes,
        values: values[index].withMutableStorage(as: Float.self) { $0 },
        gradient: UnsafeBufferPointer(gradients[index].withMutableStorage(as: Float.self) { $0 }))
    }
  }
}
