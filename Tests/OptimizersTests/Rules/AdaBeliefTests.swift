import Optimizers
import Testing

@Suite struct AdaBeliefTests {
  @Test func `two steps as worked out by hand`() {
    let optimizer = Optimizer.adabelief(beta1: 0.5, beta2: 0.75, epsilon: 0.44)
    let parameters = Parameters<Double>([[1]], gradients: [[4]])
    let state = parameters.state(of: optimizer)
    // m = 2 (4 corrected), s = 0.25·(4 − 2)² + 0.44 = 1.44; √s/√0.25 = 2.4
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    let first = 1 - 0.1 * 4 / 2.84
    #expect((parameters.numbers[0][0] - first).magnitude <= 1e-15)
    // m = 3 (4 corrected), s = 0.75·1.44 + 0.25·(4 − 3)² + 0.44 = 1.77
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    let second = first - 0.1 * 4 / ((1.77 / 0.4375).squareRoot() + 0.44)
    #expect((parameters.numbers[0][0] - second).magnitude <= 1e-15)
    #expect((state.slot(1, of: 0)[0] - 1.77).magnitude <= 1e-15)
  }

  @Test func `weight decay shrinks the parameter, or is part of the gradient`() {
    let step = 0.1 * 4 / 2.84
    for (decoupled, start, gradient, expected) in [
      (true, 2.0, 4.0, 1.9 - step),  // (1 − 0.1·0.5)·2
      (false, 2.0, 3.0, 2 - step),  // g = 3 + 0.5·2
    ] {
      let optimizer = Optimizer.adabelief(
        beta1: 0.5, beta2: 0.75, epsilon: 0.44, weightDecay: 0.5, decoupled: decoupled)
      let parameters = Parameters<Double>([[start]], gradients: [[gradient]])
      optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
      #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-15)
    }
  }

  @Test func `rectified, the first five steps are those of momentum`() {
    let optimizer = Optimizer.adabelief(beta1: 0.5, epsilon: 1, rectified: true)
    let parameters = Parameters<Double>([[0]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    for step in 1...5 {  // the corrected mean is 2
      optimizer.step(parameters.buffers, state, learningRate: 0.1)
      #expect((parameters.numbers[0][0] + 0.2 * Double(step)).magnitude <= 1e-14)
    }
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    // r·√(1 − 0.999⁶) = 0.025821112801859·0.0773629109, the root uncorrected
    let root = state.slot(1, of: 0)[0].squareRoot()
    let expected = -1 - 0.1 * 2 * 0.025821112801859 * 0.07736291091347328 / (root + 1)
    #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-13)
  }
}
