import Optimizers
import Testing

@Suite struct LionTests {
  @Test func `two steps as worked out by hand`() {
    let optimizer = Optimizer.lion(beta1: 0.5, beta2: 0.75, weightDecay: 0.5)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    // 0.5·0 + 0.5·2 is positive; (1 − 0.25·0.5)·1 − 0.25
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect(parameters.numbers == [[0.625]])
    #expect(Array(state.slot(0, of: 0)) == [0.5])  // 0.25·2
    // 0.5·0.5 − 0.5·1 is negative; 0.875·0.625 + 0.25
    parameters.setGradients([[-1]])
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect(parameters.numbers == [[0.796875]])
    #expect(Array(state.slot(0, of: 0)) == [0.125])  // 0.75·0.5 − 0.25·1
  }

  @Test(arguments: [1e-30, 1.0, 1e30])
  func `the step is the rate whatever the gradient`(gradient: Double) {
    let parameters = Parameters<Float>([[0, 0, 0]], gradients: [[gradient, -gradient, 0]])
    let optimizer = Optimizer.lion()
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.25)
    #expect(parameters.numbers == [[-0.25, 0.25, 0]])
  }
}
