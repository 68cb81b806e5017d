internal import Optimizers
internal import Torch

extension TrainingLoop {
  /// Runs `body` while the model has the numbers that it is to be evaluated with: an average of those
  /// it is trained with, under an optimizer that keeps one.
  ///
  /// Afterwards every number is what it was, bit for bit.
  public func withEvaluationParameters<Result>(_ body: () throws -> Result) throws -> Result {
    guard optimizer.hasEvaluationParameters, state.count > 0 else { return try body() }
    let buffers = parameters.map { parameter in
      // Averages do not look at gradients: the numbers themselves stand in for them.
      parameter.buffer(
        gradient: UnsafeBufferPointer(parameter.tensor.withMutableStorage(as: Float.self) { $0 }))
    }
    let averages = optimizer.evaluationParameters(of: buffers, state)
    let trained = buffers.map { Array($0.values) }
    func put(_ numbers: [[Float]]) {
      for (buffer, numbers) in zip(buffers, numbers) {
        _ = buffer.values.update(fromContentsOf: numbers)
      }
    }
    put(averages)
    defer { put(trained) }
    return try body()
  }
}

extension NamedTensor {
  /// Name and sizes, as an optimizer knows it.
  var shape: ParameterShape { ParameterShape(name, tensor.shape) }

  /// The numbers in memory, with a gradient in the same order.
  func buffer(gradient: UnsafeBufferPointer<Float>) -> ParameterBuffer<Float> {
    ParameterBuffer(
      name: name, sizes: tensor.shape,
      values: tensor.withMutableStorage(as: Float.self) { $0 }, gradient: gradient)
  }
}
