import Optimizers
import Testing

@Suite struct SoapTests {
  private func run(
    _ optimizer: Optimizer, steps: Int, _ gradient: [Double], sizes: [Int]
  ) -> [[Double]] {
    let parameters = Parameters<Double>(
      [gradient.map { _ in 1 }], gradients: [gradient], sizes: [sizes])
    let state = parameters.state(of: optimizer)
    return (0..<steps).map { _ in
      optimizer.step(parameters.buffers, state, learningRate: 0.1)
      return parameters.numbers[0]
    }
  }

  private func expect(_ found: [Double], _ expected: [Double]) {
    for (found, expected) in zip(found, expected) {
      // 0.1·ε/√v with a v of 0.05 at least
      #expect((found - expected).magnitude <= 1e-8, "\(found) \(expected)")
    }
  }

  @Test func `the first step changes nothing`() {
    #expect(run(.soap(), steps: 1, [2, 1, 1, 2], sizes: [2, 2]) == [[1, 1, 1, 1]])
    #expect(run(.soap(), steps: 1, [2, 1], sizes: [2]) == [[1, 1]])
  }

  @Test func `the second step is Adam's first in the gradient's own directions`() {
    // Singular values 3 and 1 both become 1: the step is the identity, which the axes alone would
    // not give.
    let found = run(.soap(weightDecay: 0), steps: 2, [2, 1, 1, 2], sizes: [2, 2])
    expect(found[1], [0.9, 1, 1, 0.9])
  }

  @Test func `decay shrinks the parameter after the step`() {
    // (1 − 0.1·0.5)·(1 − 0.1) and ·1
    let found = run(.soap(weightDecay: 0.5), steps: 2, [2, 1, 1, 2], sizes: [2, 2])
    expect(found[1], [0.855, 0.95, 0.95, 0.855])
  }

  @Test func `a vector, and a matrix of long sides, is Adam's in its own axes`() {
    let optimizer = Optimizer.soap(largest: 1, weightDecay: 0)
    for sizes in [[4], [2, 2]] {
      let found = run(optimizer, steps: 3, [2, -1, 1, 2], sizes: sizes)
      expect(found[1], [0.9, 1.1, 0.9, 0.9])
      expect(found[2], [0.8, 1.2, 0.8, 0.8])
    }
  }

  @Test func `turning the basis of an unchanged gradient changes no step`() {
    let steps = [1, 100].map { every in
      run(.soap(every: every, weightDecay: 0), steps: 6, [5, 1, 2, 3], sizes: [2, 2])[5]
    }
    expect(steps[0], steps[1])
    #expect((steps[0][0] - 1).magnitude > 0.1)
  }

  @Test func `remembers moments, products and bases`() {
    let rule = Soap { $0.largest = 5 }
    let slots = rule.slots(of: ParameterShape("a", [4, 3, 2]))
    #expect(slots.map(\.name) == ["mean", "square", "leftProduct", "leftBasis"])
    #expect(rule.slots(of: ParameterShape("a", [4])).map(\.name) == ["mean", "square"])
  }
}
