import Notation
import Optimizers
import OptimizersAVX2
import Testing

@Suite struct PassKernelsTests {
  /// Every rule of the catalogue, and those of its modifiers that have a loop. The time of a
  /// product of matrices is not that of a pass.
  private static let optimizers =
    OptimizerCatalogue.family.filter { !["muon", "shampoo", "soap"].contains("\($0)") }
    + [.sgd().mechanic(), .sgd().hypergradient(), .sgd().cautious(), .sgd().lookahead(k: 1)]

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
  @Test(arguments: optimizers)
  func `loops for wider registers are not slower`(optimizer: Optimizer) throws {
    #expect(try seconds(optimizer, .fastest) < 5 * seconds(optimizer, .portable))
  }

  @Test func `every elementwise rule has a loop for wider registers where there are any`() {
    guard PassKernels.fastest.has(SGD.self) else { return }
    for rule in OptimizerCatalogue.standard.rules {
      guard let pass = rule as? any ElementwiseRule.Type else { continue }
      #expect(
        PassKernels.fastest.has(pass),
        "PassKernels.fastest must have a loop for '\(rule.word.name)'; add kernel(\(rule).self)")
    }
  }
}
