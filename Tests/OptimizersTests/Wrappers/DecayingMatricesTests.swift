import Optimizers
import Testing

@Suite struct DecayingMatricesTests {
  private let sizes = [[], [1], [1, 1], [1, 1, 1]]

  /// Numbers of 1 with these sizes after a step without a gradient.
  private func step(
    _ optimizer: Optimizer, groups: [StepSettings.Group], _ groupOfParameter: [Int] = []
  ) throws -> [Double] {
    let parameters = Parameters<Double>(sizes.map { _ in [1] }, sizes: sizes)
    let state = parameters.state(of: optimizer)
    try optimizer.step(
      parameters.buffers, state, StepSettings(groups: groups, groupOfParameter: groupOfParameter))
    return parameters.numbers.map { $0[0] }
  }

  @Test func `what has two or more dimensions decays, the rest does not`() throws {
    let group = StepSettings.Group(learningRate: 0.5)
    #expect(
      try step(.adamw(weightDecay: 0.5).decayingMatrices(), groups: [group]) == [1, 1, 0.75, 0.75])
    #expect(
      try step(.sgd(weightDecay: 0.5).decayingMatrices(), groups: [group]) == [1, 1, 0.75, 0.75])
  }

  @Test func `a scheduled decay and the rates are each group's own`() throws {
    let groups = [
      StepSettings.Group(learningRate: 0.5, hyperparameters: ["weightDecay": 1]),
      StepSettings.Group(learningRate: 0.25),
    ]
    let found = try step(
      .adamw(weightDecay: 0.5).decayingMatrices(), groups: groups, [0, 1, 1, 0])
    #expect(found == [1, 1, 0.875, 0.5])
  }

  @Test func `caution sees which decay is decoupled`() throws {
    let group = StepSettings.Group(learningRate: 0.5)
    for optimizer: Optimizer in [
      .adamw(weightDecay: 0.5).decayingMatrices().cautious(),
      .adamw(weightDecay: 0.5).cautious().decayingMatrices(),
    ] {
      #expect(try step(optimizer, groups: [group]) == [1, 1, 0.75, 0.75])
    }
  }

  @Test func `a base without a weight decay is an error`() throws {
    #expect(DecayingMatrices(.sgd()).fault == nil)
    let error = OptimizerError(
      "the base of decayingMatrices", "a rule with weightDecay", received: "own")
    #expect(DecayingMatrices(Optimizer(OwnRule())).fault == error)
    #expect(
      errorText {
        try Optimizer(
          "own.decayingMatrices", catalogue: OptimizerCatalogue.standard.adding(OwnRule.self))
      }.hasPrefix("the base of decayingMatrices must be a rule with weightDecay; received own"))
  }
}
