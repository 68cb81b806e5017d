import Notation
import Optimizers
import Testing

/// How the rules that find or learn their rate are written.
@Suite struct RateFreeNotationTests {
  @Test(arguments: [
    "prodigy(beta1: 0.5, beta2: 0.75, beta3: 0.25, epsilon: 0.5, weightDecay: 2, decoupled: false, "
      + "initial: 0.1, coefficient: 3, growth: 2, biasCorrection: true, safeguardWarmup: true)",
    "dAdaptation(beta1: 0.5, beta2: 0.75, epsilon: 0.5, weightDecay: 2, decoupled: true, "
      + "initial: 0.1, growth: 2, biasCorrection: true)",
    "dAdaptation(method: sgd, momentum: 0.5, weightDecay: 2, initial: 0.1, growth: 2)",
    "dog(initial: 0.1, epsilon: 0.5, weightDecay: 2)",
    "dowg(initial: 0.1, epsilon: 0.5, weightDecay: 2)",
    "momo(beta: 0.5, lowerBound: -1, weightDecay: 2, biasCorrection: true)",
    "momoAdam(beta1: 0.5, beta2: 0.75, epsilon: 0.5, lowerBound: 1, weightDecay: 2, proximal: false)",
    "sgd(momentum: 0.5).mechanic(weightDecay: 2, initial: 0.1, epsilon: 0.5, betas: 3)",
    "sgd(momentum: 0.5).hypergradient(rate: 0.5, multiplicative: true)",
  ])
  func `the notation says every hyperparameter`(notation: String) throws {
    #expect(try Optimizer(notation).description == notation)
  }

  static let adaptiveFaults: [(String, String)] = [
    ("prodigy(beta1: 1)", "beta1 must be in 0 ..< 1; received 1"),
    ("prodigy(beta2: -0.5)", "beta2 must be in 0 ..< 1; received -0.5"),
    ("prodigy(beta3: 1)", "beta3 must be in 0 ..< 1; received 1"),
    ("prodigy(epsilon: 0)", "epsilon must be finite and positive; received 0"),
    ("prodigy(weightDecay: -1)", "weightDecay must be finite and not negative; received -1"),
    ("prodigy(initial: 0)", "initial must be finite and positive; received 0"),
    ("prodigy(coefficient: 0)", "coefficient must be finite and positive; received 0"),
    ("prodigy(growth: 0.5)", "growth must be at least 1; received 0.5"),
    ("dAdaptation(beta1: 1)", "beta1 must be in 0 ..< 1; received 1"),
    ("dAdaptation(beta2: 1)", "beta2 must be in 0 ..< 1; received 1"),
    ("dAdaptation(epsilon: 0)", "epsilon must be finite and positive; received 0"),
    ("dAdaptation(method: sgd, momentum: 1)", "momentum must be in 0 ..< 1; received 1"),
    ("dAdaptation(weightDecay: -1)", "weightDecay must be finite and not negative; received -1"),
    ("dAdaptation(initial: -1)", "initial must be finite and positive; received -1"),
    ("dAdaptation(growth: 0)", "growth must be at least 1; received 0"),
    ("dAdaptation(momentum: 0.5)", "momentum must be left out with method: adam; received 0.5"),
    (
      "dAdaptation(method: sgd, beta1: 0.5)",
      "beta1 must be left out with method: sgd; received 0.5"
    ),
    (
      "dAdaptation(method: sgd, beta2: 0.5)",
      "beta2 must be left out with method: sgd; received 0.5"
    ),
    (
      "dAdaptation(method: sgd, epsilon: 0.5)",
      "epsilon must be left out with method: sgd; received 0.5"
    ),
    (
      "dAdaptation(method: sgd, decoupled: true)",
      "decoupled must be left out with method: sgd; received true"
    ),
    (
      "dAdaptation(method: sgd, biasCorrection: true)",
      "biasCorrection must be left out with method: sgd; received true"
    ),
  ]

  static let otherFaults: [(String, String)] = [
    ("dog(initial: 0)", "initial must be finite and positive; received 0"),
    ("dog(epsilon: 0)", "epsilon must be finite and positive; received 0"),
    ("dog(weightDecay: -1)", "weightDecay must be finite and not negative; received -1"),
    ("dowg(initial: 0)", "initial must be finite and positive; received 0"),
    ("dowg(epsilon: 0)", "epsilon must be finite and positive; received 0"),
    ("dowg(weightDecay: -1)", "weightDecay must be finite and not negative; received -1"),
    ("momo(beta: 1)", "beta must be in 0 ..< 1; received 1"),
    ("momo(weightDecay: -1)", "weightDecay must be finite and not negative; received -1"),
    ("momoAdam(beta1: 1)", "beta1 must be in 0 ..< 1; received 1"),
    ("momoAdam(beta2: 1)", "beta2 must be in 0 ..< 1; received 1"),
    ("momoAdam(epsilon: 0)", "epsilon must be finite and positive; received 0"),
    ("momoAdam(weightDecay: -1)", "weightDecay must be finite and not negative; received -1"),
    ("sgd().mechanic(weightDecay: -1)", "weightDecay must be finite and not negative; received -1"),
    ("sgd().mechanic(initial: 0)", "initial must be finite and positive; received 0"),
    ("sgd().mechanic(epsilon: 0)", "epsilon must be finite and positive; received 0"),
    ("sgd().mechanic(betas: 0)", "betas must be in 1 ... 16; received 0"),
    ("sgd().mechanic(betas: 17)", "betas must be in 1 ... 16; received 17"),
    ("sgd().hypergradient(rate: -1)", "rate must be finite and not negative; received -1"),
    (
      "sgd().hypergradient(rate: 1, multiplicative: true)",
      "rate must be below 1 where it is multiplicative; received 1"
    ),
  ]

  @Test(arguments: adaptiveFaults + otherFaults)
  func `says what is wrong with a hyperparameter`(notation: String, sentence: String) {
    let error = #expect(throws: NotationError.self) { try Optimizer(notation) }
    #expect(error?.summary.hasPrefix(sentence + " at column") == true, "\(error?.summary ?? "")")
  }

  @Test func `a bound that is not finite is none`() {
    let bound = "lowerBound must be finite; received inf"
    #expect(MoMo { $0.lowerBound = .infinity }.fault?.description == bound)
    #expect(MoMoAdam { $0.lowerBound = .infinity }.fault?.description == bound)
  }

  @Test func `those that find their rate say so`() throws {
    for word in ["prodigy", "dAdaptation", "dog", "dowg", "momo", "sgd().mechanic()"] {
      let rule = try Optimizer(word).rule
      #expect(rule.findsRate && rule.typicalRate == 1, "\(word)")
    }
    #expect(!Optimizer.momoAdam().rule.findsRate && MoMoAdam().typicalRate == 0.01)
    #expect(!Optimizer.sgd().hypergradient().rule.findsRate)
    #expect(MoMo().needsLoss && MoMoAdam().needsLoss && !Prodigy().needsLoss)
  }
}
