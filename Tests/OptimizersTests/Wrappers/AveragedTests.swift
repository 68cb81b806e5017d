import Optimizers
import Testing

@Suite struct AveragedTests {
  /// What one number is evaluated with after steps along these gradients at rate 1, from 0 on.
  private func average(_ optimizer: Optimizer, along gradients: [Double]) -> Double {
    let parameters = Parameters<Double>([[0]])
    let state = parameters.state(of: optimizer)
    for gradient in gradients {
      parameters.setGradients([[gradient]])
      optimizer.step(parameters.buffers, state, learningRate: 1)
    }
    #expect(parameters.numbers[0][0] == -gradients.reduce(0, +))  // training does not see it
    return optimizer.evaluationParameters(of: parameters.buffers, state)[0][0]
  }

  @Test func `without a decay it is the mean of all steps`() {
    // The parameter is 1, 2 and 4: 7/3.
    let found = average(.sgd().averaged(), along: [-1, -1, -2])
    #expect((found - 7.0 / 3).magnitude <= 1e-15)
    #expect(average(.sgd().averaged(), along: [-5]) == 5)
  }

  @Test func `with a decay the last steps count more`() {
    // 1; ½·1 + ½·2 = 1.5; ½·1.5 + ½·4 = 2.75
    #expect(average(.sgd().averaged(decay: 0.5), along: [-1, -1, -2]) == 2.75)
    #expect(average(.sgd().averaged(decay: 0), along: [-1, -1, -2]) == 4)
  }

  @Test func `the decay may change from step to step, where there is one`() throws {
    let optimizer = Optimizer.sgd().averaged(decay: 0.9)
    let parameters = Parameters<Double>([[0]], gradients: [[-1]])
    let state = parameters.state(of: optimizer)
    // The parameter is 1, 2 and 3: 1; ½·1 + ½·2 = 1.5; ¼·1.5 + ¾·3 = 2.625
    for decay in [0.9, 0.5, 0.25] {
      let group = StepSettings.Group(learningRate: 1, hyperparameters: ["decay": decay])
      try optimizer.step(
        parameters.buffers, state, StepSettings(groups: [group], groupOfParameter: []))
    }
    #expect(optimizer.evaluationParameters(of: parameters.buffers, state) == [[2.625]])
    #expect(
      Optimizer.sgd().averaged().rule.schedulableNames == Optimizer.sgd().rule.schedulableNames)
  }

  @Test func `before the first step the parameters themselves are evaluated`() {
    let optimizer = Optimizer.sgd().averaged()
    let parameters = Parameters<Float>([[3, 4]])
    let state = parameters.state(of: optimizer)
    #expect(optimizer.hasEvaluationParameters)
    #expect(optimizer.evaluationParameters(of: parameters.buffers, state) == [[3, 4]])
    #expect(!Optimizer.sgd().hasEvaluationParameters)
  }

  @Test func `of two averages the outer one is evaluated`() {
    let found = average(.sgd().averaged().averaged(decay: 0.5), along: [-1, -1, -2])
    #expect(found == 2.75)
  }

  @Test func `remembers the average after what its base does`() {
    let rule = Optimizer.adam().averaged().rule
    #expect(rule.slots(of: ParameterShape("w", [2])).map(\.name) == ["mean", "square", "average"])
  }

  @Test(arguments: [
    ("sgd.averaged(decay: 1)", "decay must be in 0 ..< 1; received 1"),
    ("sgd.averaged(decay: -0.5)", "decay must be in 0 ..< 1; received -0.5"),
  ])
  func `a decay out of range is an error`(notation: String, message: String) {
    #expect(errorText { try Optimizer(notation) }.hasPrefix(message))
  }

  @Test func `is written without the decay that it has not`() throws {
    #expect("\(Optimizer.sgd().averaged())" == "sgd.averaged()")
    #expect("\(Optimizer.sgd().averaged(decay: 0.9))" == "sgd.averaged(decay: 0.9)")
    #expect(try Optimizer("sgd.averaged") == .sgd().averaged())
  }
}
