import Optimizers
import Testing

@Suite struct ADOPTTests {
  @Test func `the first step only takes the square`() {
    let optimizer = Optimizer.adopt(weightDecay: 0.5, decoupled: true)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect(parameters.numbers == [[1]])
    #expect((0..<2).map { state.slot($0, of: 0)[0] } == [0, 4])
  }

  @Test(arguments: [
    (clipped: true, sign: 1.0, expected: 0.95),  // n = 3/2, clipped to 1; m = 0.5
    (clipped: true, sign: -1, expected: 1.05), (clipped: false, sign: 1, expected: 0.925),
  ])
  func `the second divides by the first's gradient`(
    clipped: Bool, sign: Double, expected: Double
  ) {
    let optimizer = Optimizer.adopt(beta1: 0.5, beta2: 0.75, clipped: clipped)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    parameters.setGradients([[3 * sign]])
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-15)
    #expect(state.slot(1, of: 0)[0] == 5.25)  // 0.75·4 + 0.25·9
  }

  @Test func `the limit is the fourth root of the steps before`() {
    let optimizer = Optimizer.adopt(beta1: 0, beta2: 0)
    let parameters = Parameters<Double>([[0]], gradients: [[0]])
    let state = parameters.state(of: optimizer)
    for _ in 0..<16 { optimizer.step(parameters.buffers, state, learningRate: 0.5) }
    parameters.setGradients([[1]])  // over ε, 1e6
    optimizer.step(parameters.buffers, state, learningRate: 0.5)
    #expect(parameters.numbers == [[-1]])  // 0.5·16^¼
  }

  @Test func `weight decay is part of the gradient, or shrinks the parameter`() {
    for (decoupled, expected) in [(false, 1.95), (true, 1.85)] {
      let optimizer = Optimizer.adopt(beta1: 0.5, weightDecay: 0.5, decoupled: decoupled)
      let parameters = Parameters<Double>([[2]], gradients: [[1]])
      let state = parameters.state(of: optimizer)
      for _ in 0..<2 { optimizer.step(parameters.buffers, state, learningRate: 0.1) }
      // n = 1 either way and m = 0.5: 2 − 0.05; decoupled (1 − 0.1·0.5)·2 − 0.05
      #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-15)
      #expect(decoupled || state.slot(1, of: 0)[0] == 4)  // (1 + 0.5·2)² after either step
    }
  }
}
