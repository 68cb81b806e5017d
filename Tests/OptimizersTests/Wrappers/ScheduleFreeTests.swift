import Notation
import Optimizers
import Testing

@Suite struct ScheduleFreeTests {
  @Test func `three sequences are where the paper has them`() {
    let optimizer = Optimizer.sgd().scheduleFree(beta: 0.5)
    let parameters = Parameters<Double>([[0]])
    let state = parameters.state(of: optimizer)
    // c = 1: z = x = y = 1. c = 1/2: z = 4, x = 2.5, y = 3.25.
    // Rate 2, c = 4/6: z = 6, x = 2.5/3 + 6·2/3 = 29/6, y = 65/12.
    // The largest rate stays 2, c = 4/10: z = 7, x = 0.6·29/6 + 0.4·7 = 5.7, y = 6.35.
    let steps: [(rate: Double, gradient: Double, y: Double, x: Double)] = [
      (1, -1, 1, 1), (1, -3, 3.25, 2.5), (2, -1, 65.0 / 12, 29.0 / 6), (1, -1, 6.35, 5.7),
    ]
    for step in steps {
      parameters.setGradients([[step.gradient]])
      optimizer.step(parameters.buffers, state, learningRate: step.rate)
      #expect((parameters.numbers[0][0] - step.y).magnitude <= 1e-14)
      let x = optimizer.evaluationParameters(of: parameters.buffers, state)[0][0]
      #expect((x - step.x).magnitude <= 1e-14)
    }
  }

  @Test func `a β that changes moves only where gradients are taken`() throws {
    let optimizer = Optimizer.sgd().scheduleFree(beta: 0.5)
    let parameters = Parameters<Double>([[0]])
    let state = parameters.state(of: optimizer)
    // z and x do not depend on β: z = 1, 4, 6 and x = 1, 2.5, 2.5·2/3 + 6/3 = 11/3.
    let steps: [(beta: Double, gradient: Double, y: Double, x: Double)] = [
      (0.5, -1, 1, 1), (0.75, -3, 2.875, 2.5), (0.25, -2, 65.0 / 12, 11.0 / 3),
    ]
    for step in steps {
      parameters.setGradients([[step.gradient]])
      let group = StepSettings.Group(learningRate: 1, hyperparameters: ["beta": step.beta])
      try optimizer.step(
        parameters.buffers, state, StepSettings(groups: [group], groupOfParameter: []))
      #expect((parameters.numbers[0][0] - step.y).magnitude <= 1e-14)
      let x = optimizer.evaluationParameters(of: parameters.buffers, state)[0][0]
      #expect((x - step.x).magnitude <= 1e-14)
    }
  }

  @Test func `a changing β is each group's own, in float32 and after a restore too`() throws {
    func run<Scalar: OptimizerScalar>(
      _: Scalar.Type, restoring: Bool,
      _ step: (Optimizer, [ParameterBuffer<Scalar>], OptimizerState<Scalar>, StepSettings) throws
        -> Void
    ) throws -> [[Scalar]] {
      let optimizer = Optimizer.sgd().scheduleFree(beta: 0.9)
      let parameters = Parameters<Scalar>(
        [[1, 2], [1, 2]], gradients: [[0.1, -0.3], [0.1, -0.3]])
      var state = parameters.state(of: optimizer)
      for beta in [0.9, 0.6, 0.3, 0.7, 0.95] {
        if restoring { state = state.copied() }
        let groups = [beta, 0.9].map {
          StepSettings.Group(learningRate: 0.5, hyperparameters: ["beta": $0])
        }
        try step(
          optimizer, parameters.buffers, state,
          StepSettings(groups: groups, groupOfParameter: [0, 1]))
      }
      return parameters.numbers + optimizer.evaluationParameters(of: parameters.buffers, state)
    }
    let exact = try run(Double.self, restoring: false) { try $0.step($1, $2, $3) }
    let float = try run(Float.self, restoring: false) { try $0.step($1, $2, $3) }
    #expect(try run(Float.self, restoring: true) { try $0.step($1, $2, $3) } == float)
    for (exact, float) in zip(exact.joined(), float.joined()) {
      #expect((exact - Double(float)).magnitude <= 2e-6)
    }
    #expect(exact[0] != exact[1])
    // The same steps of the base: x does not depend on β.
    for (one, other) in zip(exact[2], exact[3]) { #expect((one - other).magnitude <= 1e-14) }
  }

  @Test func `while the rate is 0 nothing moves, and each group counts its own rates`() throws {
    let optimizer = Optimizer.sgd().scheduleFree(beta: 0.5)
    let parameters = Parameters<Double>([[1], [1]], gradients: [[-1], [-1]])
    let state = parameters.state(of: optimizer)
    for rate in [0.0, 0, 1] {
      let groups = [StepSettings.Group(learningRate: 1), StepSettings.Group(learningRate: rate)]
      try optimizer.step(
        parameters.buffers, state, StepSettings(groups: groups, groupOfParameter: [0, 1]))
    }
    // The first's z is 2, 3, 4 with the mean 3; the second's first step is all of its average.
    let found = optimizer.evaluationParameters(of: parameters.buffers, state).map { $0[0] }
    #expect((found[0] - 3).magnitude <= 1e-15)
    #expect(found[1] == 2)
    #expect(parameters.numbers[1] == [2])
  }

  @Test func `the sum of rates is kept to more than a float`() throws {
    let optimizer = Optimizer.sgd().scheduleFree()
    let parameters = Parameters<Float>([[0]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 1)
    optimizer.step(parameters.buffers, state, learningRate: 1 + 0x1p-40)
    // The largest rate in two parts, and the sum of both squares in two.
    let kept = state.slot(1, of: 0).map(Double.init)
    #expect(kept[0] + kept[1] == 1 + 0x1p-40)
    #expect(kept[2] + kept[3] == 2 + 0x1p-39)
  }

  @Test func `an outer change of the parameters is no step of the base`() {
    let optimizer = Optimizer.sgd().scheduleFree().lookahead(k: 1, alpha: 0.5)
    let parameters = Parameters<Double>([[0]], gradients: [[-1]])
    let state = parameters.state(of: optimizer)
    for z in 1...3 {
      optimizer.step(parameters.buffers, state, learningRate: 1)
      #expect((state.slot(0, of: 0)[0] - Double(z)).magnitude <= 1e-14)
    }
  }

  @Test(arguments: [0.0, 1, -1, .nan])
  func `beta lies between 0 and 1`(beta: Double) {
    var rule = ScheduleFree(.sgd())
    rule.beta = beta
    #expect(
      rule.fault == OptimizerError("beta", "above 0 and below 1", received: beta))
  }
}
