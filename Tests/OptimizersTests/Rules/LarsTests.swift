import Optimizers
import Testing

@Suite struct LarsTests {
  private func steps(
    _ count: Int, _ optimizer: Optimizer, _ values: [Double] = [3, 4], along gradient: [Double],
    sizes: [Int] = [1, 2]
  ) -> [Double] {
    let parameters = Parameters<Double>([values], gradients: [gradient], sizes: [sizes])
    let state = parameters.state(of: optimizer)
    for _ in 0..<count { optimizer.step(parameters.buffers, state, learningRate: 0.5) }
    return parameters.numbers[0]
  }

  @Test(arguments: [
    // r = 0.1·5/(10 + 0.5·5) = 0.04, d = 0.04·(6 + 1.5, 8 + 2) = (0.3, 0.4)
    (Optimizer.lars(trust: 0.1, epsilon: 0, weightDecay: 0.5), [2.85, 3.8]),
    // d + 0.5·d = (0.45, 0.6)
    (
      .lars(momentum: 0.5, trust: 0.1, epsilon: 0, weightDecay: 0.5, nesterov: true),
      [2.775, 3.7]
    ),
    // r = 0.1·5/(10 + 2.5 + 7.5) = 0.025, d = (0.1875, 0.25)
    (.lars(trust: 0.1, epsilon: 7.5, weightDecay: 0.5), [2.90625, 3.875]),
  ])
  func `a step of a matrix as worked out by hand`(optimizer: Optimizer, expected: [Double]) {
    for (found, expected) in zip(steps(1, optimizer, along: [6, 8]), expected) {
      #expect((found - expected).magnitude <= 1e-15)
    }
  }

  @Test func `a second step adds to the velocity`() {
    // No decay, trust 1: d = 5·(0.6, 0.8) = (3, 4), v = d, p = (1.5, 2). Then ‖p‖ = 2.5 and
    // d = (1.5, 2), v = 0.5·(3, 4) + d = (3, 4), p = (0, 0).
    let found = steps(
      2, .lars(momentum: 0.5, trust: 1, epsilon: 0, weightDecay: 0), along: [6, 8])
    for found in found { #expect(found.magnitude <= 1e-15) }
  }

  @Test func `vectors take plain steps without decay unless asked`() {
    let plain = Optimizer.lars(weightDecay: 0.5)
    #expect(steps(1, plain, along: [6, 8], sizes: [2]) == [0, 0])
    let like = Optimizer.lars(weightDecay: 0.5, vectors: true)
    #expect(steps(1, like, along: [6, 8], sizes: [2]) == steps(1, like, along: [6, 8]))
  }

  @Test func `a matrix of zeros takes the gradient as it is`() {
    #expect(steps(1, .lars(), [0, 0], along: [6, 8]) == [-3, -4])
  }

  @Test func `remembers a velocity when there is momentum`() {
    let shape = ParameterShape("a", [2, 3])
    #expect(Lars().slots(of: shape).map(\.name) == ["velocity"])
    #expect(Lars { $0.momentum = 0 }.slots(of: shape).isEmpty)
    #expect(Lars { $0.momentum = 0 }.schedulableNames == ["epsilon", "trust", "weightDecay"])
  }
}
