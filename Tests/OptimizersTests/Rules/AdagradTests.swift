import Optimizers
import Testing

@Suite struct AdagradTests {
  @Test func `two steps as worked out by hand`() {
    let optimizer = Optimizer.adagrad(initialAccumulator: 5, epsilon: 1)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    // s = 5 + 4 = 9; 1 − 0.5·2/(3 + 1) = 0.75
    optimizer.step(parameters.buffers, state, learningRate: 0.5)
    #expect(parameters.numbers == [[0.75]])
    // s = 9 + 16 = 25; 0.75 − 0.75·4/(5 + 1) = 0.25
    parameters.setGradients([[4]])
    optimizer.step(parameters.buffers, state, learningRate: 0.75)
    #expect((parameters.numbers[0][0] - 0.25).magnitude <= 1e-15)
    #expect(Array(state.slot(0, of: 0)) == [25])
  }

  @Test func `weight decay is part of the gradient`() {
    let optimizer = Optimizer.adagrad(initialAccumulator: 5, epsilon: 1, weightDecay: 0.5)
    let parameters = Parameters<Double>([[2]], gradients: [[1]])
    // g = 1 + 0.5·2 = 2, and then as above
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.5)
    #expect(parameters.numbers == [[1.75]])
  }

  @Test func `steps fall as one over the root of their number`() {
    let optimizer = Optimizer.adagrad()
    let parameters = Parameters<Double>([[0]], gradients: [[3]])
    let state = parameters.state(of: optimizer)
    var expected = 0.0
    for step in 1...50 {
      optimizer.step(parameters.buffers, state, learningRate: 0.1)
      expected -= 0.1 / Double(step).squareRoot()
      #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-9)  // ε/3 of a step, 50 times
    }
  }

  @Test func `the accumulator's start is not scheduled`() {
    #expect(Adagrad().schedulableNames == ["epsilon", "weightDecay"])
  }
}
