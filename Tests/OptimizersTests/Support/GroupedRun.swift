import Optimizers

/// A run in which every parameter is a group of its own.
struct GroupedRun<Scalar: OptimizerScalar> {
  let optimizer: Optimizer
  let parameters: Parameters<Scalar>
  let state: OptimizerState<Scalar>
  var threads = 1
  var kernels = PassKernels.portable

  init(_ notation: String, _ values: [[Double]]) throws {
    optimizer = try Optimizer(notation)
    parameters = Parameters(values)
    state = optimizer.initialState(of: parameters.shapes)
  }

  /// One step with these gradients, rates and, where told, weight decays.
  func step(
    _ gradients: [[Double]], rates: [Double], decays: [Double]? = nil, loss: Double = 1
  ) {
    parameters.setGradients(gradients)
    let groups = rates.indices.map { index in
      StepSettings.Group(
        learningRate: rates[index],
        hyperparameters: decays.map { ["weightDecay": $0[index]] } ?? [:])
    }
    let settings = StepSettings(
      groups: groups, groupOfParameter: Array(rates.indices), loss: loss,
      backend: Backend(threads: threads, kernels: kernels))
    if let state = state as? OptimizerState<Float>,
      let buffers = parameters.buffers as? [ParameterBuffer<Float>]
    {
      try! optimizer.step(buffers, state, settings)
    } else if let state = state as? OptimizerState<Double>,
      let buffers = parameters.buffers as? [ParameterBuffer<Double>]
    {
      try! optimizer.step(buffers, state, settings)
    }
  }

  /// Whether all parameters and all numbers remembered are finite.
  var isFinite: Bool {
    parameters.numbers.allSatisfy { $0.allSatisfy(\.isFinite) }
      && state.numbers.allSatisfy(\.isFinite)
  }
}

/// Numbers in -1 ..< 1, as many as told, times a scale.
func noise(_ generator: inout Generator, _ counts: [Int], scale: Double = 1) -> [[Double]] {
  counts.map { count in (0..<count).map { _ in generator.next() * scale } }
}
