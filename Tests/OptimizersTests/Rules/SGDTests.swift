import Optimizers
import Testing

@Suite struct SGDTests {
  /// Two steps of p = 1 along gradients 0.5 and -1, with rate 0.1.
  private func twoSteps(_ optimizer: Optimizer) -> [Double] {
    let parameters = Parameters<Double>([[1]], gradients: [[0.5]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    let first = parameters.numbers[0][0]
    parameters.setGradients([[-1]])
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    return [first, parameters.numbers[0][0]]
  }

  @Test(arguments: [
    // 1 − 0.1·0.5 = 0.95; 0.95 + 0.1·1 = 1.05
    (Optimizer.sgd(), [0.95, 1.05]),
    // v = 0.5; v = 0.5·0.5 − 1 = −0.75, 0.95 + 0.075 = 1.025
    (.sgd(momentum: 0.5), [0.95, 1.025]),
    // v = 0.5, 1 − 0.1·(0.5 + 0.25) = 0.925; v = −0.75, 0.925 + 0.1·(1 + 0.375) = 1.0625
    (.sgd(momentum: 0.5, nesterov: true), [0.925, 1.0625]),
    // g = 0.5 + 0.2·1 = 0.7, 1 − 0.07 = 0.93; g = −1 + 0.2·0.93 = −0.814, 0.93 + 0.0814 = 1.0114
    (.sgd(weightDecay: 0.2), [0.93, 1.0114]),
  ])
  func `steps as worked out by hand`(optimizer: Optimizer, expected: [Double]) {
    for (found, expected) in zip(twoSteps(optimizer), expected) {
      #expect((found - expected).magnitude <= 1e-15)  // a rounding or two of numbers near 1
    }
  }

  @Test func `momentum that is not accumulated adds the gradient before alone`() {
    let optimizer = Optimizer.sgd(momentum: 0.5, accumulated: false)
    let parameters = Parameters<Double>([[1]])
    let state = parameters.state(of: optimizer)
    // 1 − 0.1·0.5; 0.95 − 0.1·(−1 + 0.25) = 1.025; 1.025 − 0.1·(2 − 0.5) = 0.875
    for (gradient, expected) in [(0.5, 0.95), (-1, 1.025), (2, 0.875)] {
      parameters.setGradients([[gradient]])
      optimizer.step(parameters.buffers, state, learningRate: 0.1)
      #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-15)
      #expect(Array(state.slot(0, of: 0)) == [gradient])
    }
  }

  @Test func `a mean of gradients is momentum at a smaller rate`() {
    // v = 0.25, 1 − 0.1·0.25 = 0.975; v = 0.5·0.25 − 0.5·1 = −0.375, 0.975 + 0.0375 = 1.0125
    let optimizer = Optimizer.sgd(momentum: 0.5)
    let parameters = Parameters<Double>([[1]])
    let state = parameters.state(of: optimizer)
    for (gradient, expected) in [(0.5, 0.975), (-1, 1.0125)] {
      parameters.setGradients([[gradient]])
      optimizer.step(parameters.buffers, state, learningRate: (1 - 0.5) * 0.1)
      #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-15)
    }
  }

  @Test(arguments: [
    (
      "sgd(accumulated: false)",
      "momentum must be positive where it is not accumulated; received 0"
    ),
    (
      "sgd(momentum: 0.9, nesterov: true, accumulated: false)",
      "accumulated must be true with nesterov or dampening; received false"
    ),
    (
      "sgd(momentum: 0.9, dampening: 0.5, accumulated: false)",
      "accumulated must be true with nesterov or dampening; received false"
    ),
  ])
  func `what does not go together is refused`(notation: String, message: String) {
    #expect(errorText { try Optimizer(notation) }.contains(message))
  }

  @Test func `remembers nothing without momentum`() {
    #expect(SGD().elementSlots == [])
    #expect(SGD { $0.weightDecay = 0.1 }.elementSlots == [])
    #expect(SGD { $0.momentum = 0.5 }.elementSlots.map(\.name) == ["velocity"])
  }

  @Test func `the typical rate falls as momentum grows`() {
    #expect(SGD().typicalRate == 0.5)
    #expect((SGD { $0.momentum = 0.9 }.typicalRate - 0.05).magnitude < 1e-15)
  }

  @Test func `a rate of zero changes no parameter and still gathers velocity`() {
    let optimizer = Optimizer.sgd(momentum: 0.5)
    let parameters = Parameters<Float>([[1, 2]], gradients: [[3, 4]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0)
    #expect(parameters.numbers == [[1, 2]])
    #expect(Array(state.slot(0, of: 0)) == [3, 4])
  }
}
