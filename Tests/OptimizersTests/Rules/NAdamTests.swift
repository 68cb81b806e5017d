import Optimizers
import Testing

@Suite struct NAdamTests {
  @Test func `two steps as worked out by hand`() {
    let optimizer = Optimizer.nadam(beta1: 0.5, beta2: 0.75, epsilon: 0.5, momentumDecay: 0)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    // μ = 0.5/2 at every step; Π = 0.25, m = 1, v = 1 (4 corrected):
    // d = 0.75/0.75·2 + 0.25/(1 − 0.0625)·1 = 34/15
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    let first = 1 - 0.1 * 34 / 15 / 2.5
    #expect((parameters.numbers[0][0] - first).magnitude <= 1e-15)
    #expect(Array(state.slot(2, of: 0)) == [0.25])
    // Π = 0.0625, m = 1.5, v = 1.75 (4 corrected):
    // d = 0.75/0.9375·2 + 0.25/(1 − 0.015625)·1.5 = 1.6 + 8/21
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    let second = first - 0.1 * (1.6 + 8.0 / 21) / 2.5
    #expect((parameters.numbers[0][0] - second).magnitude <= 1e-15)
    #expect(Array(state.slot(2, of: 0)) == [0.0625])
  }

  @Test(arguments: [
    (decay: 1.0, next: 0.2696, now: 0.26),  // 0.5·(1 − 0.96/2), 0.5·(1 − 0.96²/2)
    (decay: 1e6, next: 0.5, now: 0.5),  // 0.96 to such a power is 0
  ])
  func `momentum rises with the step`(decay: Double, next: Double, now: Double) {
    let optimizer = Optimizer.nadam(beta1: 0.5, beta2: 0.75, epsilon: 0.5, momentumDecay: decay)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
    let direction = 2 + next / (1 - now * next)
    #expect((parameters.numbers[0][0] - (1 - 0.1 * direction / 2.5)).magnitude <= 1e-15)
  }

  @Test func `weight decay is part of the gradient, or shrinks the parameter`() {
    let step = 0.1 * 34 / 15 / 2.5
    for (decoupled, start, gradient, expected) in [
      (false, 2.0, 1.0, 2 - step),  // g = 1 + 0.5·2
      (true, 2.0, 2.0, 1.9 - step),  // (1 − 0.1·0.5)·2
    ] {
      let optimizer = Optimizer.nadam(
        beta1: 0.5, beta2: 0.75, epsilon: 0.5, weightDecay: 0.5, momentumDecay: 0,
        decoupled: decoupled)
      let parameters = Parameters<Double>([[start]], gradients: [[gradient]])
      optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
      #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-15)
    }
  }

  @Test func `each group has momenta of its own`() throws {
    let optimizer = Optimizer.nadam(beta1: 0.5, momentumDecay: 0)
    let parameters = Parameters<Double>([[1], [], [1]], gradients: [[2], [], [2]])
    let state = parameters.state(of: optimizer)
    let settings = StepSettings(
      groups: [
        .init(learningRate: 0.1, hyperparameters: ["beta1": 0.75]), .init(learningRate: 0.1),
      ], groupOfParameter: [1, 0, 0])
    for _ in 0..<2 { try optimizer.step(parameters.buffers, state, settings) }
    #expect((0..<3).map { state.slot(2, of: $0)[0] } == [0.0625, 0.140625, 0.140625])  // 0.375²
    #expect(parameters.numbers[0] != parameters.numbers[2])
  }

  @Test func `parameters whose groups become one keep the momenta they had`() throws {
    let optimizer = Optimizer.nadam(beta1: 0.5, momentumDecay: 0)
    let parameters = Parameters<Double>([[1], [1]], gradients: [[2], [2]])
    let state = parameters.state(of: optimizer)
    let apart = StepSettings(
      groups: [
        .init(learningRate: 0.1, hyperparameters: ["beta1": 0.75]), .init(learningRate: 0.1),
      ], groupOfParameter: [0, 1])
    for settings in [apart, StepSettings(learningRate: 0.1)] {
      try optimizer.step(parameters.buffers, state, settings)
    }
    #expect((0..<2).map { state.slot(2, of: $0)[0] } == [0.375 * 0.25, 0.25 * 0.25])
    let alone = Parameters<Double>([[1]], gradients: [[2]])
    let second = alone.state(of: optimizer)
    for _ in 0..<2 { optimizer.step(alone.buffers, second, learningRate: 0.1) }
    #expect(parameters.numbers[1] == alone.numbers[0])
  }
}
