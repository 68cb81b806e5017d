import Optimizers
import Testing

@Suite struct RAdamTests {
  @Test func `the first five steps are those of momentum`() {
    let optimizer = Optimizer.radam(beta1: 0.5, epsilon: 1e-30)
    let parameters = Parameters<Double>([[0]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    for step in 1...5 {  // the corrected mean is 2
      optimizer.step(parameters.buffers, state, learningRate: 0.1)
      #expect((parameters.numbers[0][0] + 0.2 * Double(step)).magnitude <= 1e-14)
    }
    // ρ = 5.99416, r = 0.0258211128; the corrected mean over the corrected root is 1
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] + 1 + 0.1 * 0.025821112801859).magnitude <= 1e-13)
  }

  @Test func `epsilon is added before the root's correction`() {
    let optimizer = Optimizer.radam(beta1: 0, beta2: 0.875, epsilon: 1)
    let parameters = Parameters<Double>([[0]], gradients: [[0]])
    let state = parameters.state(of: optimizer)
    for _ in 0..<99 { optimizer.step(parameters.buffers, state, learningRate: 0.1) }
    // m = 4, v = 16/8 = 2, ρ∞ = 15; the 100th step's β₂ᵗ = 1.6e-6 makes ρ = 14.99968, r = 0.99999
    parameters.setGradients([[4]])
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    let expected = -0.1 * 4 / (2.squareRoot() + 1)
    #expect((parameters.numbers[0][0] / expected - 1).magnitude <= 1e-4)
  }

  @Test func `a short memory is never rectified`() {
    let optimizer = Optimizer.radam(beta1: 0, beta2: 0.5)  // ρ∞ = 3
    let parameters = Parameters<Double>([[0]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    for _ in 0..<20 { optimizer.step(parameters.buffers, state, learningRate: 0.125) }
    #expect(parameters.numbers == [[-5]])  // 20·0.125·2
  }

  @Test func `weight decay is part of the gradient, or shrinks the parameter`() {
    for (decoupled, expected) in [(false, 1.8), (true, 1.8)] {
      let optimizer = Optimizer.radam(beta1: 0.5, weightDecay: 0.5, decoupled: decoupled)
      // 2 − 0.1·(1 + 0.5·2), and (1 − 0.1·0.5)·2 − 0.1·1
      let parameters = Parameters<Double>([[2]], gradients: [[1]])
      let state = parameters.state(of: optimizer)
      optimizer.step(parameters.buffers, state, learningRate: 0.1)
      #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-15)
      #expect(state.slot(0, of: 0)[0] == (decoupled ? 0.5 : 1))
    }
  }
}
