import Notation
import Optimizers
import Testing

@Suite struct UsingTests {
  private let optimizer = Optimizer.adamw(weightDecay: 0.5)
    .using(.sgd(momentum: 0.5), in: "*.1.*").using(.adam(beta1: 0), in: "*.2.*")

  @Test(arguments: ["", ".averaged()", ".lookahead(k: 2)", ".scheduleFree()", ".cautious()"])
  func `each parameter goes its own optimizer's way`(modifier: String) throws {
    var generator = Generator(9)
    let counts = [5, 9, 16, 3]
    let start = drawn(counts, from: &generator)
    let gradients = (0..<5).map { _ in drawn(counts, from: &generator) }

    /// The numbers, and those to evaluate with, of these parameters.
    func run(_ notation: String, _ indices: [Int]) throws -> [[Float]] {
      let optimizer = try Optimizer(notation)
      let parameters = Parameters<Float>(indices.map { start[$0] })
      let state = parameters.state(of: optimizer)
      for gradient in gradients {
        parameters.setGradients(indices.map { gradient[$0] })
        optimizer.step(parameters.buffers, state, learningRate: 0.01)
      }
      return parameters.numbers + optimizer.evaluationParameters(of: parameters.buffers, state)
    }

    let together = try run("\(optimizer)\(modifier)", [0, 1, 2, 3])
    let base = try run("adamw(weightDecay: 0.5)\(modifier)", [0, 3])
    let first = try run("sgd(momentum: 0.5)\(modifier)", [1])
    let second = try run("adam(beta1: 0)\(modifier)", [2])
    for half in [0, 1] {
      let expected: [[Float]] = [base[2 * half], first[half], second[half], base[2 * half + 1]]
      #expect(Array(together[4 * half..<4 * half + 4]) == expected)
    }
  }

  @Test func `an optimizer inside may keep an average of its own parameters`() {
    let optimizer = Optimizer.sgd().using(.sgd().averaged(), in: "*.1.*")
    let parameters = Parameters<Double>([[0], [0]], gradients: [[-1], [-1]])
    let state = parameters.state(of: optimizer)
    for _ in 0..<3 { optimizer.step(parameters.buffers, state, learningRate: 1) }
    #expect(optimizer.hasEvaluationParameters)
    #expect(optimizer.evaluationParameters(of: parameters.buffers, state) == [[3], [2]])
  }

  @Test func `each takes the settings that it knows`() throws {
    let optimizer = Optimizer.adamw(weightDecay: 0.5).using(.sgd(momentum: 0.5), in: "*.1.*")
    #expect(
      optimizer.rule.schedulableNames
        == ["beta1", "beta2", "dampening", "epsilon", "momentum", "weightDecay"])
    let parameters = Parameters<Double>([[1], [1]], gradients: [[0], [0]])
    let state = parameters.state(of: optimizer)
    let group = StepSettings.Group(
      learningRate: 0.5, hyperparameters: ["beta1": 0.5, "momentum": 0.75, "weightDecay": 1])
    try optimizer.step(
      parameters.buffers, state, StepSettings(groups: [group], groupOfParameter: []))
    #expect(parameters.numbers == [[0.5], [0.5]])
    #expect(throws: Never.self) { try optimizer.check(scheduling: "momentum", in: 0...0.9) }
    #expect(
      errorText { try optimizer.check(scheduling: "momentum", in: 0...1) }
        == "the scheduled momentum of using must be in 0 ..< 1; received 1")
  }

  private let names = ["body.weight", "body.bias", "head.weight", "head.bias"]
  private func check(_ notation: String) -> String {
    errorText { try Optimizer(notation).check(for: names.map { ParameterShape($0, [2]) }) }
  }

  @Test(arguments: [
    (
      #"sgd.using(adam, in: "tail.*")"#,
      #"in must be a pattern that a parameter fits (the model has body.weight, body.bias, "#
        + #"head.weight, …); received "tail.*""#
    ),
    (
      #"sgd.using(adam, in: "*.bias").averaged.using(sgd, in: "head.*").lookahead"#,
      #"in must be a pattern that shares no parameter with "*.bias"; received "head.*", "#
        + #"which 'head.bias' fits too"#
    ),
    (
      #"sgd.using(adam.using(sgd, in: "body.*"), in: "head.*").cautious"#,
      #"in must be a pattern that a parameter fits (the model has head.weight, head.bias); "#
        + #"received "body.*""#
    ),
    (#"sgd.using(adam.using(sgd, in: "*.bias"), in: "head.*").cautious"#, ""),
    (#"sgd.using(adam, in: "head.*").using(adam, in: "body.bias")"#, ""),
    ("adamw.lookahead", ""),
  ])
  func `a model that does not fit is an error`(notation: String, message: String) {
    #expect(check(notation) == message)
  }

  @Test(arguments: [
    ("sgd.using(adam)", "'using' needs 'in'"),
    (#"sgd.using(in: "*")"#, "'using' needs its optimizer"),
    (#"sgd.using(adam(beta1: 2), in: "*")"#, "beta1 must be in 0 ..< 1; received 2"),
    (#"sgd.using(adm, in: "*")"#, "unknown optimizer 'adm'"),
    (#"sgd.using(adam, in: "")"#, "in must be 1 to 200 bytes long; received 0"),
    (
      ##"sgd.using(adam, in: "#.#")"##,
      ##"in must be a pattern with at most one '#'; received "#.#""##
    ),
    ("sgd.using(adam, in: 3)", "in must be a pattern in quotes, such as \"*.bias\"; received 3"),
  ])
  func `what is written wrong is an error`(notation: String, message: String) {
    let found = errorText { try Optimizer(notation) }
    #expect(found.hasPrefix(message), "\(found)")
  }

  @Test func `is written with both and read with the same catalogue`() throws {
    let text = #"adam.using(sgd(momentum: 0.5), in: "*.bias").averaged()"#
    #expect("\(try Optimizer(text))" == text)
    let catalogue = OptimizerCatalogue.standard.adding(OwnRule.self)
    let own = try Optimizer(#"adam.using(own, in: "*")"#, catalogue: catalogue)
    #expect("\(own)" == #"adam.using(own, in: "*")"#)
    #expect(own == .adam().using(Optimizer(OwnRule()), in: "*"))
    #expect(own != .adam().using(Optimizer(OwnRule()), in: "*.*"))
  }
}
