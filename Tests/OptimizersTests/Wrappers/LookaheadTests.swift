import Optimizers
import Testing

@Suite struct LookaheadTests {
  @Test func `every k steps fast and slow parameters meet`() {
    let optimizer = Optimizer.sgd().lookahead(k: 2, alpha: 0.25)
    let parameters = Parameters<Double>([[8]], gradients: [[-4]])
    let state = parameters.state(of: optimizer)
    // Fast 12, then 16, of whose way from 8 a quarter is gone: 10. Then 14, and 18 → 10 + 8/4 = 12.
    for (fast, slow) in [(12.0, 8.0), (10, 10), (14, 10), (12, 12)] {
      optimizer.step(parameters.buffers, state, learningRate: 1)
      #expect(parameters.numbers[0][0] == fast)
      #expect(optimizer.evaluationParameters(of: parameters.buffers, state) == [[slow]])
    }
  }

  @Test func `with alpha 1 nothing is changed`() {
    var generator = Generator(3)
    let start = drawn([19], from: &generator)
    let gradient = drawn([19], from: &generator)
    let found = [Optimizer.adam(), .adam().lookahead(k: 1, alpha: 1)].map { optimizer in
      let parameters = Parameters<Double>(start, gradients: gradient)
      let state = parameters.state(of: optimizer)
      for _ in 0..<7 { optimizer.step(parameters.buffers, state, learningRate: 0.01) }
      return parameters.numbers[0]
    }
    for (plain, ahead) in zip(found[0], found[1]) {
      #expect((plain - ahead).magnitude <= 1e-15)  // s + (p − s) rounds
    }
  }

  @Test func `alpha is scheduled group by group beside the base's hyperparameters`() throws {
    let optimizer = Optimizer.sgd(momentum: 0.5).lookahead(k: 1)
    let parameters = Parameters<Double>([[0], [0]], gradients: [[-1], [-1]])
    let state = parameters.state(of: optimizer)
    let groups = [
      StepSettings.Group(learningRate: 1, hyperparameters: ["alpha": 0.25, "momentum": 0.75]),
      StepSettings.Group(learningRate: 1),
    ]
    try optimizer.step(
      parameters.buffers, state, StepSettings(groups: groups, groupOfParameter: [0, 1]))
    #expect(parameters.numbers == [[0.25], [0.5]])
    #expect(optimizer.rule.schedulableNames == ["alpha", "dampening", "momentum", "weightDecay"])
  }

  @Test(arguments: [
    ("sgd.lookahead(k: 0)", "k must be at least 1; received 0"),
    ("sgd.lookahead(alpha: 1.5)", "alpha must be in 0 ... 1; received 1.5"),
  ])
  func `what is out of range is an error`(notation: String, message: String) {
    #expect(errorText { try Optimizer(notation) }.hasPrefix(message))
  }
}
