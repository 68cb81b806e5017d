import Optimizers
import Testing

@Suite struct AdamMiniTests {
  private func step(_ sizes: [Int], _ optimizer: Optimizer) -> [Double] {
    let parameters = Parameters<Double>(
      [[0, 0, 0, 0]], gradients: [[1, 7, 2, 14]], sizes: [sizes])
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
    return parameters.numbers[0]
  }

  @Test func `each row has a step size of its own`() {
    // Mean squares 25 and 100: 0.1·g/(5 + 5) and 0.1·g/(10 + 5)
    let found = step([2, 2], .adamMini(epsilon: 5))
    for (found, expected) in zip(found, [0.01, 0.07, 0.2 / 15, 1.4 / 15]) {
      #expect((found + expected).magnitude <= 1e-15)
    }
  }

  @Test func `dimensions after the first are one row`() {
    #expect(step([2, 1, 2], .adamMini()) == step([2, 2], .adamMini()))
  }

  @Test func `a vector is one row`() {
    // Mean square 62.5
    let found = step([4], .adamMini())
    for (found, gradient) in zip(found, [1.0, 7, 2, 14]) {
      #expect((found + 0.1 * gradient / 62.5.squareRoot()).magnitude <= 1e-9)
    }
  }

  @Test func `a row of several blocks has the mean square of all`() {
    // Half 1, half 9: 5
    let gradient = (0..<70_000).map { $0 < 35_000 ? 1.0 : 3 }
    let parameters = Parameters<Double>([gradient.map { _ in 0 }], gradients: [gradient])
    let optimizer = Optimizer.adamMini(epsilon: 1e-300)
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
    for (place, gradient) in [(0, 1.0), (69_999, 3)] {
      let step = 0.1 * gradient / 5.0.squareRoot()
      #expect((parameters.numbers[0][place] + step).magnitude <= 1e-15)
    }
  }

  @Test func `two steps and decay as worked out by hand`() {
    let optimizer = Optimizer.adamMini(beta1: 0.5, beta2: 0.75, epsilon: 0.5, weightDecay: 0.5)
    let parameters = Parameters<Double>([[2]], gradients: [[2]], sizes: [[1, 1]])
    let state = parameters.state(of: optimizer)
    // 1.9 − 0.1·2/(2 + 0.5), as AdamW; then 0.95·1.82 − 0.08
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - 1.82).magnitude <= 1e-15)
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - 1.649).magnitude <= 1e-15)
  }

  @Test func `remembers a mean per element and a square per row`() {
    let slots = AdamMini().slots(of: ParameterShape("a", [4, 3, 2]))
    #expect(slots.map(\.name) == ["mean", "square"])
    #expect(slots.map(\.sizes) == [nil, [4]])
  }
}
