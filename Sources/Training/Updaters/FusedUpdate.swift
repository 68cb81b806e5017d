internal import Optimizers
internal import Torch

/// Updates parameters in CPU memory with one fused pass.
final class FusedUpdate: UpdateEngine {
  private let optimizer: Optimizer
  private let parameters: [NamedTensor]
  private let history: OptimizerState<Float>
  /// The buffers of the next update, which the gradient norm has already created.
  private var buffers: [ParameterBuffer<Float>] = []

  /// Creates the update of `parameters` by `optimizer`, with an empty state.
  init(_ optimizer: Optimizer, _ parameters: [NamedTensor]) {
    (self.optimizer, self.parameters) = (optimizer, parameters)
    history = optimizer.initialState(of: parameters.map(\.parameterShape))
  }

  var count: Int { history.count }
  var effectiveRate: Double? { history.effectiveRate }

  func norm(of gradients: [Tensor?], on workers: Workers) -> Double {
    buffers = zip(parameters, gradients).map { $0.buffer(gradient: $1) }
    let reached = buffers.indices.filter { gradients[$0] != nil }
    return gradientNorm(
      reached.count < buffers.count ? reached.map { buffers[$0] } : buffers, on: workers)
  }

  func step(_ gradients: [Tensor?], _ settings: StepSettings) throws {
    defer { buffers = [] }
    let reached = gradients.indices.filter { gradients[$0] != nil }
    try optimizer.step(
      buffers, history, only: reached.count < buffers.count ? reached : nil, settings)
  }

  func state() -> OptimizerState<Float> { history }

  func restore(from state: OptimizerState<Float>) { history.restore(from: state) }

  func evaluationParameters() -> [[Float]]? {
    guard optimizer.hasEvaluationParameters, history.count > 0 else { return nil }
    // An average does not read gradients.
    return optimizer.evaluationParameters(of: parameters.map { $0.buffer(gradient: nil) }, history)
  }
}

extension NamedTensor {
  /// A buffer of the parameter and its gradient in the same memory order; without a gradient, the
  /// parameter stands in for it and is not read.
  func buffer(gradient: Tensor?) -> ParameterBuffer<Float> {
    ParameterBuffer(
      name: name, sizes: tensor.shape,
      values: tensor.withMutableStorage(as: Float.self) { $0 },
      gradient: UnsafeBufferPointer(
        (gradient ?? tensor).withMutableStorage(as: Float.self) { $0 }))
  }
}
