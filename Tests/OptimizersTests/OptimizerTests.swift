import Foundation
import Notation
import Optimizers
import Testing

@Suite struct OptimizerTests {
  @Test(arguments: [
    (Optimizer.sgd(), "sgd"),
    (.sgd(momentum: 0.9), "sgd(momentum: 0.9)"),
    (
      .sgd(momentum: 0.9, nesterov: true, weightDecay: 1e-4),
      "sgd(momentum: 0.9, nesterov: true, weightDecay: 1e-4)"
    ),
    (.adam(), "adam"),
    (.adam(beta1: 0, beta2: 0.5), "adam(beta1: 0, beta2: 0.5)"),
    (.adam(weightDecay: 0.01), "adam(weightDecay: 0.01)"),
    (.adamw(), "adamw"),
    (.adamw(weightDecay: 0), "adamw(weightDecay: 0)"),
    (
      .adamw(beta1: 0.8, beta2: 0.95, epsilon: 1e-6, weightDecay: 0.1),
      "adamw(beta1: 0.8, beta2: 0.95, epsilon: 1e-6, weightDecay: 0.1)"
    ),
  ])
  func `prints as it is written and reads back`(optimizer: Optimizer, text: String) throws {
    #expect(optimizer.description == text)
    #expect(try Optimizer(text) == optimizer)
    #expect(try Optimizer("." + text) == optimizer)
    let stored = try JSONEncoder().encode([optimizer])
    #expect(String(decoding: stored, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([Optimizer].self, from: stored) == [optimizer])
  }

  @Test func `labels come in any order and an empty list of them is a bare name`() throws {
    #expect(
      try Optimizer("adamw(weightDecay: 0.1, beta2: 0.95)")
        == .adamw(beta2: 0.95, weightDecay: 0.1))
    #expect(try Optimizer("sgd()") == .sgd())
  }

  @Test func `optimizers are equal when rule and hyperparameters are`() {
    #expect(Optimizer.adam() != .adamw(weightDecay: 0))
    #expect(Optimizer.sgd(momentum: 0.9) != .sgd(momentum: 0.8))
    #expect(Set([Optimizer.sgd(), .sgd(), .adam()]).count == 2)
  }

  @Test(arguments: [
    ("adm", "unknown optimizer 'adm' at column 1; did you mean 'adam'?"),
    ("lookahead", "'lookahead' changes an optimizer: write it after one, with a dot at column 1"),
    ("3e-4", "an optimizer must be a name or a call; received 3e-4 at column 1"),
    ("", "the text is empty at column 1; expected a value"),
    (
      "sgd(momentun: 0.9)",
      "unknown label 'momentun' in 'sgd' at column 5; did you mean 'momentum'?"
    ),
    (
      "adam(rho: 0.9)",
      "unknown label 'rho' in 'adam' at column 6; "
        + "expected beta1, beta2, epsilon, weightDecay, amsgrad, biasCorrection or epsilonInside"
    ),
    ("sgd(momentum: 2)", "momentum must be in 0 ..< 1; received 2 at column 15"),
    ("sgd(momentum: 1)", "momentum must be in 0 ..< 1; received 1 at column 15"),
    ("sgd(momentum: true)", "momentum must be a number; received true at column 15"),
    ("sgd(momentum: NaN)", "momentum must be a number; received NaN at column 15"),
    ("sgd(nesterov: true)", "momentum must be positive with nesterov; received 0 at column 15"),
    (
      "sgd(weightDecay: -0.1)",
      "weightDecay must be finite and not negative; received -0.1 at column 18"
    ),
    ("adam(beta1: -0.1)", "beta1 must be in 0 ..< 1; received -0.1 at column 13"),
    ("adamw(beta2: 1)", "beta2 must be in 0 ..< 1; received 1 at column 14"),
    ("adam(epsilon: 0)", "epsilon must be finite and positive; received 0 at column 15"),
    (
      "adam(beta1: 0.8).sgd(momentum: 0.9)",
      "'sgd' stands alone: write it without a dot before it at column 18"
    ),
    (
      "adam(0.9)",
      "'adam' takes no further value without a label at column 6; "
        + "expected beta1, beta2, epsilon, weightDecay, amsgrad, biasCorrection or epsilonInside"
    ),
  ])
  func `a mistake is named with its column`(text: String, summary: String) {
    let error = #expect(throws: NotationError.self) { try Optimizer(text) }
    #expect(error?.summary == summary)
  }

  @Test func `a mistake shows its line and a caret`() {
    let error = #expect(throws: NotationError.self) {
      try Optimizer("adamw(beta2: 1.5, weightDecay: 0.1)")
    }
    #expect(
      error?.description == """
        beta2 must be in 0 ..< 1; received 1.5
          adamw(beta2: 1.5, weightDecay: 0.1)
                       ^
        """)
  }

  @Test func `a stored mistake is a decoding error with its place`() throws {
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Optimizer].self, from: Data("[\"adm\"]".utf8))
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("received \(String(describing: error))")
      return
    }
    #expect(context.debugDescription == "unknown optimizer 'adm' at column 1; did you mean 'adam'?")
    #expect(context.codingPath.map(\.intValue) == [0])
  }

  @Test func `hyperparameters out of their ranges stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = Optimizer(SGD { $0.momentum = 2 }) }
    await #expect(processExitsWith: .failure) { _ = Optimizer.adam(beta1: .nan) }
    await #expect(processExitsWith: .failure) { _ = Optimizer.adamw(weightDecay: .infinity) }
    await #expect(processExitsWith: .success) { _ = Optimizer.adamw(beta1: 0, weightDecay: 0) }
  }

  @Test func `a rule names its first fault`() {
    let faults: [(any UpdateRule, String)] = [
      (SGD { $0.momentum = 2 }, "momentum must be in 0 ..< 1; received 2"),
      (SGD { $0.momentum = .nan }, "momentum must be in 0 ..< 1; received nan"),
      (SGD { $0.nesterov = true }, "momentum must be positive with nesterov; received 0"),
      (SGD { $0.weightDecay = .nan }, "weightDecay must be finite and not negative; received nan"),
      (
        Adam {
          $0.beta1 = .nan; $0.beta2 = 7
        }, "beta1 must be in 0 ..< 1; received nan"
      ),
      (Adam { $0.beta2 = 1 }, "beta2 must be in 0 ..< 1; received 1"),
      (Adam { $0.epsilon = .nan }, "epsilon must be finite and positive; received nan"),
      (
        Adam { $0.weightDecay = .infinity },
        "weightDecay must be finite and not negative; received inf"
      ),
      (AdamW { $0.beta1 = -0.5 }, "beta1 must be in 0 ..< 1; received -0.5"),
      (AdamW { $0.beta2 = .infinity }, "beta2 must be in 0 ..< 1; received inf"),
      (AdamW { $0.epsilon = 0 }, "epsilon must be finite and positive; received 0"),
      (AdamW { $0.weightDecay = -1 }, "weightDecay must be finite and not negative; received -1"),
    ]
    for (rule, sentence) in faults { #expect(rule.fault?.description == sentence) }
    #expect(SGD().fault == nil && Adam().fault == nil && AdamW().fault == nil)
  }
}
