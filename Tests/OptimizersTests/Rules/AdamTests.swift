import Optimizers
import Testing

@Suite struct AdamTests {
  @Test func `two steps as worked out by hand`() {
    let optimizer = Optimizer.adam(beta1: 0.5, beta2: 0.75, epsilon: 0.5)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    // m = 1, v = 1; m/(1 − 0.5) = 2, v/(1 − 0.75) = 4; 1 − 0.1·2/(2 + 0.5) = 0.92
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - 0.92).magnitude <= 1e-15)
    #expect(Array(state.slot(0, of: 0)) == [1])
    #expect(Array(state.slot(1, of: 0)) == [1])
    // m = 0.5 + 0.5·2 = 1.5, v = 0.75 + 0.25·4 = 1.75; m/0.75 = 2, v/0.4375 = 4: 0.08 further
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - 0.84).magnitude <= 1e-15)
    #expect(Array(state.slot(0, of: 0)) == [1.5])
    #expect(Array(state.slot(1, of: 0)) == [1.75])
  }

  @Test(arguments: [
    // m = 1, v = 1, neither corrected: 1 − 0.1·1/(1 + 1)
    Optimizer.adam(beta1: 0.5, beta2: 0.75, epsilon: 1, biasCorrection: false),
    // √(1 + 3) = 2: 1 − 0.1·1/2
    .adam(beta1: 0.5, beta2: 0.75, epsilon: 3, biasCorrection: false, epsilonInside: true),
    // m̂ = 2, v̂ = 4, √(4 + 12) = 4: 1 − 0.1·2/4
    .adam(beta1: 0.5, beta2: 0.75, epsilon: 12, epsilonInside: true),
    .adamw(
      beta1: 0.5, beta2: 0.75, epsilon: 3, weightDecay: 0, biasCorrection: false,
      epsilonInside: true),
  ])
  func `tutorials' forms, as worked out by hand`(optimizer: Optimizer) {
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
    #expect((parameters.numbers[0][0] - 0.95).magnitude <= 1e-15)
  }

  @Test func `without corrections the second step rests on the same means`() {
    let optimizer = Optimizer.adam(beta1: 0.5, beta2: 0.75, epsilon: 1, biasCorrection: false)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    parameters.setGradients([[0]])
    // m = 0.5, v = 0.75: 0.95 − 0.1·0.5/(√0.75 + 1), √0.75 = 0.8660254037844386
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - (0.95 - 0.05 / 1.8660254037844386)).magnitude <= 1e-15)
  }

  @Test func `weight decay passes through both means`() {
    let optimizer = Optimizer.adam(beta1: 0.5, beta2: 0.75, epsilon: 0.5, weightDecay: 0.5)
    let parameters = Parameters<Double>([[2]], gradients: [[1]])
    let state = parameters.state(of: optimizer)
    // g = 1 + 0.5·2 = 2, and then as above: 2 − 0.08
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - 1.92).magnitude <= 1e-15)
  }

  @Test(arguments: [1e-6, 1e-3, 1, 1e3, 1e15])
  func `the first step is the rate whatever the gradient`(gradient: Double) {
    let optimizer = Optimizer.adam()
    let parameters = Parameters<Float>([[0, 0]], gradients: [[gradient, -gradient]])
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.25)
    for (found, expected) in zip(parameters.numbers[0], [-0.25, 0.25] as [Float]) {
      // ε/gradient is 1e-2 at most.
      #expect((found - expected).magnitude <= 0.25 * Float(1e-8 / gradient + 1e-6))
    }
  }

  @Test func `a gradient of zero leaves the parameter alone`() {
    let optimizer = Optimizer.adam()
    let parameters = Parameters<Float>([[3]], gradients: [[0]])
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 1)
    #expect(parameters.numbers == [[3]])
  }

  @Test func `remembers mean and square`() {
    #expect(Adam().elementSlots.map(\.name) == ["mean", "square"])
    #expect(Adam().typicalRate == 3e-3)
  }
}
