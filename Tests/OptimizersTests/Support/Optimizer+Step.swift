import Optimizers

// One group and no surprises: what most tests need.
extension Optimizer {
  func step(
    _ parameters: [ParameterBuffer<Float>], _ state: OptimizerState<Float>, learningRate: Double,
    gradientScale: Double = 1, loss: Double? = nil, threads: Int = 1
  ) {
    try! step(
      parameters, state,
      StepSettings(
        learningRate: learningRate, gradientScale: gradientScale, loss: loss,
        backend: Backend(threads: threads)))
  }

  func step(
    _ parameters: [ParameterBuffer<Double>], _ state: OptimizerState<Double>, learningRate: Double,
    gradientScale: Double = 1, loss: Double? = nil, threads: Int = 1
  ) {
    try! step(
      parameters, state,
      StepSettings(
        learningRate: learningRate, gradientScale: gradientScale, loss: loss,
        backend: Backend(threads: threads)))
  }
}

extension NamedRule {
  /// A rule that no optimizer has checked.
  init(_ change: (inout Self) -> Void) {
    self.init()
    change(&self)
  }
}
