import Notation
import Optimizers
import Testing

@Suite struct StepSettingsTests {
  private let values = [[1.0, -2], [3.0, 0.5, 4]]
  private let gradients = [[0.5, 0.25], [-1.0, 2, 0.125]]

  private func parameters(_ places: [Int]) -> Parameters<Double> {
    Parameters(places.map { values[$0] }, gradients: places.map { gradients[$0] })
  }

  @Test(arguments: [
    Optimizer.sgd(momentum: 0.9, weightDecay: 0.1), .adam(weightDecay: 0.1), .adamw(),
  ])
  func `groups step as optimizers of their own would`(optimizer: Optimizer) {
    let together = parameters([0, 1])
    let state = together.state(of: optimizer)
    let apart = [parameters([0]), parameters([1])]
    let states = apart.map { $0.state(of: optimizer) }
    for step in 1...5 {
      let rates = [0.1 / Double(step), 0.01]
      try! optimizer.step(
        together.buffers, state,
        StepSettings(
          groups: rates.map { StepSettings.Group(learningRate: $0) }, groupOfParameter: [0, 1],
          gradientScale: 0.5))
      for ((one, own), rate) in zip(zip(apart, states), rates) {
        optimizer.step(one.buffers, own, learningRate: rate, gradientScale: 0.5)
      }
    }
    #expect(together.numbers == apart.flatMap(\.numbers))
  }

  @Test func `a scheduled hyperparameter takes the place of the optimizer's own`() {
    let scheduled = parameters([0, 1])
    let state = scheduled.state(of: .adamw(beta1: 0.5, weightDecay: 0.5))
    let plain = parameters([0, 1])
    let other = plain.state(of: .adamw(beta1: 0.8, weightDecay: 0))
    for _ in 1...3 {
      try! Optimizer.adamw(beta1: 0.5, weightDecay: 0.5).step(
        scheduled.buffers, state,
        StepSettings(
          groups: [
            StepSettings.Group(
              learningRate: 0.1, hyperparameters: ["beta1": 0.8, "weightDecay": 0])
          ], groupOfParameter: []))
      Optimizer.adamw(beta1: 0.8, weightDecay: 0).step(plain.buffers, other, learningRate: 0.1)
    }
    #expect(scheduled.numbers == plain.numbers)
  }

  @Test(arguments: [
    ("prodigy(beta3: 0.5)", "beta3", 0.9, "prodigy(beta3: 0.9)"),
    ("adafactor(epsilon: 0.001)", "epsilon", 100, "adafactor(epsilon: 100)"),
    ("shampoo(decay: 0.5)", "decay", 0.9, "shampoo(decay: 0.9)"),
    ("sgd.averaged(decay: 0.5)", "decay", 0.9, "sgd.averaged(decay: 0.9)"),
    ("sgd.scheduleFree(beta: 0.5)", "beta", 0.9, "sgd.scheduleFree(beta: 0.9)"),
  ])
  func `what is scheduled is as good as written`(
    notation: String, name: String, value: Double, written: String
  ) throws {
    func steps(_ notation: String, _ values: [String: Double]) throws -> [[Double]] {
      let optimizer = try Optimizer(notation)
      let parameters = Parameters<Double>([[1, -2, 3, 0.5, 2, -1]], sizes: [[2, 3]])
      let state = parameters.state(of: optimizer)
      let settings = StepSettings(
        groups: [.init(learningRate: 0.1, hyperparameters: values)], groupOfParameter: [])
      for step in 1...4 {
        parameters.setGradients([(1...6).map { Double(($0 * step) % 5) - 1.5 }])
        try optimizer.step(parameters.buffers, state, settings)
      }
      return optimizer.evaluationParameters(of: parameters.buffers, state) + [state.numbers]
    }
    let scheduled = try steps(notation, [name: value])
    #expect(try scheduled == steps(written, [:]))
    #expect(try scheduled != steps(notation, [:]))
  }

  @Test func `momentum scheduled to zero keeps its velocity in place`() {
    let parameters = parameters([0])
    let optimizer = Optimizer.sgd(momentum: 0.9)
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 1)
    try! optimizer.step(
      parameters.buffers, state,
      StepSettings(
        groups: [StepSettings.Group(learningRate: 1, hyperparameters: ["momentum": 0])],
        groupOfParameter: []))
    // Twice the same gradient, and no velocity left of the first.
    #expect(parameters.numbers == [[1 - 0.5 - 0.5, -2 - 0.25 - 0.25]])
    #expect(Array(state.slot(0, of: 0)) == [0.5, 0.25])
  }

  @Test(arguments: [
    (
      Optimizer.sgd(), "momentum", 0.0...0.9,
      "a scheduled hyperparameter of sgd must be its rate or one of weightDecay; received momentum"
    ),
    (
      .adamw(), "nesterov", 0...1,
      "a scheduled hyperparameter of adamw must be its rate or one of beta1, beta2, epsilon, "
        + "weightDecay; received nesterov"
    ),
    (
      .sgd(momentum: 0.9), "momentum", 0.5...1,
      "the scheduled momentum of sgd must be in 0 ..< 1; received 1"
    ),
    (
      .adamw(), "weightDecay", -0.5...1,
      "the scheduled weightDecay of adamw must be finite and not negative; received -0.5"
    ),
    (
      .sgd(momentum: 0.9, nesterov: true), "momentum", 0...0.9,
      "the scheduled momentum of sgd must be positive with nesterov; received 0"
    ),
  ])
  func `what cannot be scheduled is refused`(
    optimizer: Optimizer, name: String, range: ClosedRange<Double>, message: String
  ) throws {
    let error = try #require(throws: OptimizerError.self) {
      try optimizer.check(scheduling: name, in: range)
    }
    #expect(error.description == message)
  }

  @Test func `what can be scheduled is not`() throws {
    try Optimizer.sgd(momentum: 0.9).check(scheduling: "momentum", in: 0...0.99)
    try Optimizer.adam().check(scheduling: "beta2", in: 0.9...0.999)
  }

  @Test func `groups that do not fit stop the program`() async {
    await #expect(processExitsWith: .failure) {
      let parameters = Parameters<Double>([[1], [2]])
      try! Optimizer.sgd().step(
        parameters.buffers, parameters.state(of: .sgd()),
        StepSettings(groups: [StepSettings.Group(learningRate: 1)], groupOfParameter: [0, 1]))
    }
    await #expect(processExitsWith: .failure) {
      let parameters = Parameters<Double>([[1], [2]])
      try! Optimizer.sgd().step(
        parameters.buffers, parameters.state(of: .sgd()),
        StepSettings(groups: [StepSettings.Group(learningRate: 1)], groupOfParameter: [0]))
    }
    await #expect(processExitsWith: .failure) {
      let parameters = Parameters<Double>([[1]])
      try! Optimizer.sgd().step(
        parameters.buffers, parameters.state(of: .sgd()),
        StepSettings(
          groups: [StepSettings.Group(learningRate: 1, hyperparameters: ["momentum": 0.5])],
          groupOfParameter: []))
    }
  }
}
