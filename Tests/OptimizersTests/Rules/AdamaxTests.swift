import Optimizers
import Testing

@Suite struct AdamaxTests {
  @Test func `two steps as worked out by hand`() {
    let optimizer = Optimizer.adamax(beta1: 0.5, beta2: 0.5, epsilon: 0.5)
    let parameters = Parameters<Double>([[1]], gradients: [[-2]])
    let state = parameters.state(of: optimizer)
    // m = −1, u = max(0, 2 + 0.5); 1 + 0.25/0.5·1/2.5 = 1.2
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect((parameters.numbers[0][0] - 1.2).magnitude <= 1e-15)
    // m = −0.5 − 0.25, u = max(0.5·2.5, 0.5 + 0.5) = 1.25; 0.25/0.75·0.75/1.25 = 0.2
    parameters.setGradients([[-0.5]])
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect((parameters.numbers[0][0] - 1.4).magnitude <= 1e-15)
    #expect(Array(state.slot(1, of: 0)) == [1.25])
  }

  @Test func `weight decay is part of the gradient`() {
    let optimizer = Optimizer.adamax(beta1: 0.5, beta2: 0.5, epsilon: 0.5, weightDecay: 0.5)
    let parameters = Parameters<Double>([[2]], gradients: [[1]])
    // g = 1 + 0.5·2 = 2, and then as above
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.25)
    #expect((parameters.numbers[0][0] - 1.8).magnitude <= 1e-15)
  }
}
