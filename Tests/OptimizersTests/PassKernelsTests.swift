import Optimizers
import OptimizersAVX2
import Testing

@Suite struct PassKernelsTests {
  /// The least seconds of a step over a matrix, of five.
  private func seconds(_ optimizer: Optimizer, _ kernels: PassKernels) throws -> Double {
    let ones = [Array(repeating: 1.0, count: 400_000)]
    let parameters = Parameters<Float>(ones, gradients: ones, sizes: [[400, 1000]])
    let state = parameters.state(of: optimizer)
    let settings = StepSettings(
      learningRate: 0.01, loss: 1, backend: Backend(kernels: kernels))
    return try (0..<5).map { _ in
      try ContinuousClock().measure { try optimizer.step(parameters.buffers, state, settings) }
        / .seconds(1)
    }.min() ?? .infinity
  }

  /// A pass that the other module cannot specialize would be fifty times slower there.
  @Test(arguments: [
    "sgd(momentum: 0.9)", "adamw", "nadam", "lamb", "lars", "adamMini", "adafactor", "prodigy",
    "dAdaptation", "dog", "momo", "momoAdam", "sgd.mechanic()", "sgd.hypergradient()",
    "sgd.averaged()", "sgd.lookahead(k: 1)", "sgd.scheduleFree()", "sgd.cautious()",
  ])
  func `loops for wider registers are not slower`(notation: String) throws {
    let optimizer = try Optimizer(notation)
    #expect(try seconds(optimizer, .fastest) < 5 * seconds(optimizer, .portable))
  }
}
