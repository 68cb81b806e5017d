import Notation
import Optimizers
import Testing

@Suite struct MuonTests {
  /// What the polynomial makes of a singular value.
  private func polynomial(_ value: Double, times: Int = 5) -> Double {
    (0..<times).reduce(value) { x, _ in
      3.4445 * x - 4.7750 * x * x * x + 2.0315 * x * x * x * x * x
    }
  }

  private func step(
    _ gradient: [Double], _ sizes: [Int], _ optimizer: Optimizer
  ) -> [Double] {
    let parameters = Parameters<Double>(
      [gradient.map { _ in 1 }], gradients: [gradient], sizes: [sizes])
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
    return parameters.numbers[0]
  }

  private func expect(_ found: [Double], _ expected: [Double]) {
    for (found, expected) in zip(found, expected) {
      #expect((found - expected).magnitude <= 1e-14)
    }
  }

  @Test func `singular values go through the polynomial`() {
    // ‖(3, 4)‖ = 5: the singular values are 0.6 and 0.8. Decay keeps 1 − 0.1·0.1 of each 1.
    let expected = [0.99 - 0.1 * polynomial(0.6), 0.99, 0.99, 0.99 - 0.1 * polynomial(0.8)]
    expect(step([3, 0, 0, 4], [2, 2], .muon(scaling: .spectral)), expected)
    let few = [0.99 - 0.1 * polynomial(0.6, times: 2), 0.99, 0.99]
    expect(step([3, 0, 0, 4], [2, 2], .muon(steps: 2, scaling: .spectral)), few)
  }

  @Test func `sizes scale the step`() {
    let value = polynomial(1)
    func expected(_ factor: Double) -> [Double] {
      [0.6, 0, 0.8].map { 1 - 0.1 * factor * value * $0 }
    }
    let spectral = Optimizer.muon(scaling: .spectral, weightDecay: 0)
    expect(step([3, 0, 4], [3, 1], spectral), expected(3.0.squareRoot()))
    expect(step([3, 0, 4], [1, 3], spectral), expected(1))
    for sizes in [[3, 1], [1, 3]] {
      expect(
        step([3, 0, 4], sizes, .muon(weightDecay: 0)), expected(0.2 * 3.0.squareRoot()))
    }
  }

  @Test(arguments: [true, false])
  func `momentum looks ahead when asked to`(nesterov: Bool) {
    // m = 0.09·first + 0.1·second; ahead 0.9·m + 0.1·second
    let optimizer = Optimizer.muon(
      momentum: 0.9, nesterov: nesterov, scaling: .spectral, weightDecay: 0)
    let parameters = Parameters<Double>([[0, 0]], gradients: [[1, 0]], sizes: [[1, 2]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0)
    parameters.setGradients([[0, 1]])
    optimizer.step(parameters.buffers, state, learningRate: 1)
    let direction = nesterov ? [0.081, 0.19] : [0.09, 0.1]
    let norm = (direction[0] * direction[0] + direction[1] * direction[1]).squareRoot()
    expect(parameters.numbers[0], direction.map { -polynomial(1) * $0 / norm })
  }

  @Test func `AdamW has vectors and the names of others`() {
    let rule = Muon { $0.others = ["*embed*", "lm_head.#.weight"] }
    let cases: [(String, [Int], Bool)] = [
      ("layers.0.weight", [4, 3], true), ("layers.0.weight", [4, 3, 2, 2], true),
      ("layers.0.bias", [4], false), ("token_embedding.weight", [4, 3], false),
      ("lm_head.2.weight", [4, 3], false), ("lm_head.weight", [4, 3], true),
    ]
    for (name, sizes, isHidden) in cases {
      let shape = ParameterShape(name, sizes)
      #expect(rule.isHidden(shape) == isHidden, "\(name) \(sizes)")
      #expect(rule.slots(of: shape).map(\.name) == (isHidden ? ["momentum"] : ["mean", "square"]))
    }
    for name in ["embed.weight", "wte.weight", "model.wpe.weight", "lm_head.weight"] {
      #expect(!Muon().isHidden(ParameterShape(name, [4, 3])))
    }
  }

  @Test func `what AdamW has moves as under AdamW`() {
    var generator = Generator(3)
    let (start, gradients) = (
      drawn([12, 12], from: &generator), drawn([12, 12], from: &generator)
    )
    let numbers = [
      Optimizer.muon(
        weightDecay: 0.3, others: ["*.1.*"], beta1: 0.8, beta2: 0.9, epsilon: 1e-3),
      .adamw(beta1: 0.8, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.3),
    ].map { optimizer in
      let parameters = Parameters<Float>(start, gradients: gradients, sizes: [[4, 3], [4, 3]])
      let state = parameters.state(of: optimizer)
      for _ in 0..<5 { optimizer.step(parameters.buffers, state, learningRate: 0.01) }
      return parameters.numbers
    }
    #expect(numbers[0][1] == numbers[1][1])
    #expect(numbers[0][0] != numbers[1][0])
  }

  @Test func `a transposed matrix takes the transposed step`() {
    var generator = Generator(4)
    let gradient = drawn([12], from: &generator)[0]
    let turned = (0..<12).map { gradient[$0 % 3 * 4 + $0 / 3] }  // 3 × 4 as 4 × 3
    let wide = step(gradient, [3, 4], .muon())
    let tall = step(turned, [4, 3], .muon())
    expect(tall, (0..<12).map { wide[$0 % 3 * 4 + $0 / 3] })
  }
}
