import Optimizers
import Testing

@Suite struct ShampooTests {
  private func run(
    _ optimizer: Optimizer, _ gradients: [[Double]], sizes: [Int]
  ) -> [[Double]] {
    let zeros = gradients[0].map { _ in 0.0 }
    let parameters = Parameters<Double>([zeros], sizes: [sizes])
    let state = parameters.state(of: optimizer)
    return gradients.map { gradient in
      parameters.setGradients([gradient])
      optimizer.step(parameters.buffers, state, learningRate: 1)
      return parameters.numbers[0]
    }
  }

  private func expect(_ found: [Double], _ expected: [Double], within tolerance: Double = 1e-9) {
    for (found, expected) in zip(found, expected) {
      #expect((found - expected).magnitude <= tolerance, "\(found) \(expected)")
    }
  }

  private let exact = Optimizer.shampoo(momentum: 0, epsilon: 1e-12)

  @Test func `the first step has singular values of 1`() {
    // L = R = diag(16, 81), to the power −1/4: diag(1/2, 1/3); 4/4 and 9/9
    expect(run(exact, [[4, 0, 0, 9]], sizes: [2, 2])[0], [-1, 0, 0, -1])
  }

  @Test func `sums make the second step shorter`() {
    // L = R = 2·diag(16, 81): 1/√2 more
    let found = run(exact, [[4, 0, 0, 9], [4, 0, 0, 9]], sizes: [2, 2])
    expect(found[1], [-1 - 0.5.squareRoot(), 0, 0, -1 - 0.5.squareRoot()])
  }

  @Test func `means do not`() {
    let optimizer = Optimizer.shampoo(momentum: 0, decay: 0.9, epsilon: 1e-12)
    let found = run(optimizer, [[4, 0, 0, 9], [4, 0, 0, 9]], sizes: [2, 2])
    expect(found[1], [-2, 0, 0, -2])
  }

  @Test func `momentum is of the steps`() {
    let optimizer = Optimizer.shampoo(momentum: 0.5, epsilon: 1e-12)
    let found = run(optimizer, [[4, 0, 0, 9], [4, 0, 0, 9]], sizes: [2, 2])
    // −1, and then 0.5·1 + 1/√2 more
    expect(found[1], [-1.5 - 0.5.squareRoot(), 0, 0, -1.5 - 0.5.squareRoot()])
  }

  @Test func `a vector has one side`() {
    // L has the eigenvalue 25 along g
    expect(run(exact, [[3, 4]], sizes: [2])[0], [-0.6, -0.8])
  }

  @Test func `a side that is too long is left out`() {
    let optimizer = Optimizer.shampoo(momentum: 0, epsilon: 1e-12, largest: 1)
    // One row: L = 25 to the power −1/2
    expect(run(optimizer, [[3, 4]], sizes: [1, 2])[0], [-0.6, -0.8])
    // No side: AdaGrad
    expect(run(optimizer, [[3, 4]], sizes: [2])[0], [-1, -1])
    expect(run(optimizer, [[3, 4, 5, 6]], sizes: [2, 2])[0], [-1, -1, -1, -1])
  }

  @Test func `roots are renewed early, and then now and then`() {
    let optimizer = Optimizer.shampoo(momentum: 0, epsilon: 1e-12, every: 2)
    let found = run(optimizer, [[5], [5], [5], [5]], sizes: [1])
    // g/√(t·25) with t = 1, 2, 2, 4
    let steps = [1, 2, 2, 4].map { 1 / Double($0).squareRoot() }
    var place = 0.0
    for (found, step) in zip(found, steps) {
      place -= step
      expect(found, [place])
    }
  }

  @Test func `decay is an L2 penalty`() {
    let parameters = Parameters<Double>([[2]], gradients: [[0]])
    let optimizer = Optimizer.shampoo(momentum: 0, epsilon: 1e-12, weightDecay: 0.5)
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.25)
    expect(parameters.numbers[0], [1.75])  // g = 1, u = 1
  }

  @Test func `remembers products and roots of the sides it has`() {
    let rule = Shampoo { $0.largest = 4 }
    let slots = rule.slots(of: ParameterShape("a", [4, 3, 2]))
    #expect(slots.map(\.name) == ["leftProduct", "leftRoot", "velocity"])
    #expect(slots.map(\.sizes) == [[4, 4], [4, 4], nil])
    #expect(rule.slots(of: ParameterShape("a", [5])).map(\.name) == ["square", "velocity"])
  }
}
