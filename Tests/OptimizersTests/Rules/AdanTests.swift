import Optimizers
import Testing

@Suite struct AdanTests {
  private func adan(weightDecay: Double = 0, proximal: Bool = true) -> Optimizer {
    .adan(
      beta1: 0.5, beta2: 0.75, beta3: 0.75, epsilon: 0.5, weightDecay: weightDecay,
      proximal: proximal)
  }

  @Test func `two steps as worked out by hand`() {
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: adan())
    // Δ = 0, m = 1 (2 corrected), d = 0, n = 1 (4 corrected); 1 − 0.1·2/(2 + 0.5)
    adan().step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - 0.92).magnitude <= 1e-15)
    // Δ = 2; m = 2.5, corrected 10/3; d = 0.5, corrected 8/7, times 0.75 is 6/7;
    // n = 0.75 + 0.25·(4 + 1.5)² = 8.3125, corrected 19
    parameters.setGradients([[4]])
    adan().step(parameters.buffers, state, learningRate: 0.1)
    let change = (10.0 / 3 + 6.0 / 7) / (19.squareRoot() + 0.5)
    #expect((parameters.numbers[0][0] - (0.92 - 0.1 * change)).magnitude <= 1e-15)
    #expect((0..<4).map { state.slot($0, of: 0)[0] } == [2.5, 0.5, 8.3125, 4])
  }

  @Test func `the decay divides the new parameter, or shrinks the old one`() {
    for (proximal, expected) in [(true, 1.92 / 1.05), (false, 1.9 - 0.08)] {
      let optimizer = adan(weightDecay: 0.5, proximal: proximal)
      let parameters = Parameters<Double>([[2]], gradients: [[2]])
      optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
      #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-15)
    }
  }
}
