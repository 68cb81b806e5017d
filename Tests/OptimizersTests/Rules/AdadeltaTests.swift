import Optimizers
import Testing

@Suite struct AdadeltaTests {
  @Test func `two steps as worked out by hand`() {
    let optimizer = Optimizer.adadelta(rho: 0.25, epsilon: 1)
    let parameters = Parameters<Double>([[3]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    // u = 0.75·4 = 3; Δ = √1/√4·2 = 1; a = 0.75·1
    optimizer.step(parameters.buffers, state, learningRate: 0.5)
    #expect(parameters.numbers == [[2.5]])
    #expect(Array(state.slot(0, of: 0)) == [3])
    #expect(Array(state.slot(1, of: 0)) == [0.75])
    // u = 0.75 + 3 = 3.75; Δ = √1.75/√4.75·2
    optimizer.step(parameters.buffers, state, learningRate: 0.5)
    let change = (1.75 / 4.75).squareRoot() * 2
    #expect((parameters.numbers[0][0] - (2.5 - 0.5 * change)).magnitude <= 1e-15)
  }

  @Test func `weight decay is part of the gradient`() {
    let optimizer = Optimizer.adadelta(rho: 0.25, epsilon: 1, weightDecay: 0.5)
    let parameters = Parameters<Double>([[2]], gradients: [[1]])
    // g = 1 + 0.5·2 = 2, and then as above
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.5)
    #expect(parameters.numbers == [[1.5]])
  }
}
