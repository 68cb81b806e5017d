import Optimizers
import Testing

@Suite struct SignSGDTests {
  @Test func `the gradient's sign decides, and nothing is remembered`() {
    let optimizer = Optimizer.signSGD(weightDecay: 0.5)
    let parameters = Parameters<Float>([[1, 1, 1]], gradients: [[1e-20, -1e20, 0]])
    let state = parameters.state(of: optimizer)
    // (1 − 0.25·0.5)·1 = 0.875, ∓ 0.25
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect(parameters.numbers == [[0.625, 1.125, 0.875]])
    #expect(state.layout.slots == [[]])
  }

  @Test func `with momentum the mean's sign decides`() {
    let optimizer = Optimizer.signSGD(momentum: 0.75)
    let parameters = Parameters<Double>([[1]], gradients: [[4]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect(parameters.numbers == [[0.75]])
    #expect(Array(state.slot(0, of: 0)) == [1])  // 0.25·4
    parameters.setGradients([[-2]])
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect(parameters.numbers == [[0.5]])  // 0.75·1 − 0.25·2 = 0.25 is still positive
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect(parameters.numbers == [[0.75]])  // 0.75·0.25 − 0.5 is not
  }

  @Test func `momentum is scheduled where there is some`() {
    #expect(SignSGD().schedulableNames == ["weightDecay"])
    #expect(SignSGD { $0.momentum = 0.5 }.schedulableNames == ["momentum", "weightDecay"])
  }
}
