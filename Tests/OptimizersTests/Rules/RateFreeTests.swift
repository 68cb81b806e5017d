import Notation
import Optimizers
import Testing

/// What all rules that find or learn their rate have in common.
@Suite struct RateFreeTests {
  static let all = [
    "prodigy", "prodigy(beta1: 0, biasCorrection: true)", "prodigy(decoupled: false)",
    "dAdaptation",
    "dAdaptation(method: sgd, momentum: 0.5)", "dog", "dowg", "momo", "momo(biasCorrection: true)",
    "momoAdam", "momoAdam(proximal: false)", "sgd(momentum: 0.9).mechanic()",
    "adam(beta1: 0.5).mechanic(betas: 2)", "adam(beta1: 0.5).hypergradient(rate: 1e-4)",
    "sgd(momentum: 0.9).hypergradient(rate: 0.02, multiplicative: true)",
  ]

  @Test(arguments: all)
  func `gradients that are all zero change nothing`(notation: String) throws {
    let run = try GroupedRun<Float>(notation, [[3, -2], [0.1]])
    for _ in 0..<3 { run.step([[0, 0], [0]], rates: [1, 1]) }
    #expect(run.parameters.numbers == [[3, -2], [0.1]])
    for _ in 0..<20 { run.step([[1, -2], [0]], rates: [1, 1]) }
    #expect(run.isFinite)
    #expect(run.parameters.numbers[0][0] < 3 && run.parameters.numbers[0][1] > -2)
    #expect(run.parameters.numbers[1] == [0.1])
  }

  @Test(arguments: all)
  func `a parameter without elements is no trouble`(notation: String) throws {
    let run = try GroupedRun<Float>(notation, [[], [1], []])
    for _ in 0..<3 { run.step([[], [0.5], []], rates: [1, 1, 1]) }
    #expect(run.isFinite)
    let empty = try GroupedRun<Float>(notation, [[]])
    for _ in 0..<3 { empty.step([[]], rates: [1]) }
    #expect(empty.isFinite)
  }

  @Test(arguments: all, [1e-30, 1e30])
  func `gradients of any size leave finite numbers`(notation: String, size: Double) throws {
    let run = try GroupedRun<Float>(notation, [[1, -1, 0.5]])
    for sign in [1.0, 1, -1, 1] { run.step([[size * sign, -size, 0]], rates: [1]) }
    for _ in 0..<3 { run.step([[1, -1, 0.5]], rates: [1]) }
    #expect(run.isFinite)
  }

  @Test(arguments: all)
  func `threads change no bit`(notation: String) throws {
    let counts = [150_000, 1, 120_001]
    var generator = Generator(3)
    let start = noise(&generator, counts)
    let gradients = (0..<3).map { _ in noise(&generator, counts) }
    let runs = try [1, 2, 3].map { threads in
      var run = try GroupedRun<Float>(notation, start)
      run.threads = threads
      for gradient in gradients { run.step(gradient, rates: [0.5, 1, 1]) }
      return run
    }
    for run in runs[1...] {
      #expect(run.parameters.numbers == runs[0].parameters.numbers)
      #expect(run.state.isIdentical(to: runs[0].state))
    }
    #expect(runs[0].parameters.numbers[0] != start[0].map { Float($0) })
  }

  @Test(arguments: all)
  func `a frozen group neither moves nor is measured`(notation: String) throws {
    var generator = Generator(5)
    let start = noise(&generator, [4, 3])
    let both = try GroupedRun<Double>(notation, start)
    let alone = try GroupedRun<Double>(notation, [start[0]])
    for _ in 0..<30 {
      let gradients = noise(&generator, [4, 3])
      both.step(gradients, rates: [0.5, 0], decays: notation.hasPrefix("sgd") ? nil : [0.1, 0.1])
      alone.step([gradients[0]], rates: [0.5], decays: notation.hasPrefix("sgd") ? nil : [0.1])
    }
    #expect(both.parameters.numbers[0] == alone.parameters.numbers[0])
    #expect(both.parameters.numbers[1] == start[1])
    #expect(both.state.numbers == alone.state.numbers)
    #expect(alone.parameters.numbers[0] != start[0])
  }

  @Test(arguments: all)
  func `a group that thaws starts from where it is`(notation: String) throws {
    var generator = Generator(7)
    let start = noise(&generator, [4, 3])
    let run = try GroupedRun<Double>(notation, start)
    run.step(noise(&generator, [4, 3]), rates: [0, 0])
    #expect(run.parameters.numbers == start)
    for _ in 0..<10 { run.step(noise(&generator, [4, 3]), rates: [0.1, 0]) }
    let before = run.parameters.numbers
    #expect(before[0] != start[0] && before[1] == start[1])
    run.step(noise(&generator, [4, 3]), rates: [0.1, 0.1])
    for (now, then) in zip(run.parameters.numbers[1], before[1]) {
      #expect(now != then && (now - then).magnitude < 0.2)
    }
    // And freezes again where it is.
    let thawed = run.parameters.numbers
    for _ in 0..<3 { run.step(noise(&generator, [4, 3]), rates: [0.1, 0]) }
    #expect(run.parameters.numbers[1] == thawed[1])
  }

  @Test(arguments: all)
  func `a state that is restored goes on the same way`(notation: String) throws {
    var generator = Generator(9)
    let start = noise(&generator, [5])
    let gradients = (0..<6).map { _ in noise(&generator, [5]) }
    let first = try GroupedRun<Float>(notation, start)
    for gradient in gradients[..<3] { first.step(gradient, rates: [1]) }
    let second = try GroupedRun<Float>(
      notation, first.parameters.numbers.map { $0.map(Double.init) })
    second.state.restore(from: first.state)
    for gradient in gradients[3...] {
      first.step(gradient, rates: [1])
      second.step(gradient, rates: [1])
    }
    #expect(first.parameters.numbers == second.parameters.numbers)
    #expect(first.state.isIdentical(to: second.state))
  }

  /// A rule, and the factor of the coordinates in which a group with half of the rate has all of it.
  static let coordinates: [(String, Double)] = [
    ("prodigy(epsilon: 1e-30, initial: 0.01)", 0.5),
    ("prodigy(beta1: 0, epsilon: 1e-30, initial: 0.01, biasCorrection: true)", 0.5),
    ("dAdaptation(epsilon: 1e-30, initial: 0.01)", 0.5),
    ("dAdaptation(method: sgd, momentum: 0.5, initial: 0.01)", 0.5.squareRoot()),
    ("dog(initial: 0.01)", 0.5.squareRoot()), ("dowg(initial: 0.01)", 0.5.squareRoot()),
    ("momo(lowerBound: -1)", 0.5.squareRoot()), ("momoAdam(epsilon: 1e-30)", 0.5),
  ]

  @Test(arguments: coordinates)
  func `half of the rate is one rate in other coordinates`(notation: String, factor: Double) throws
  {
    var generator = Generator(11)
    let start = noise(&generator, [4, 3])
    let plain = try GroupedRun<Double>(notation, [start[0], start[1].map { $0 / factor }])
    let halved = try GroupedRun<Double>(notation, start)
    for count in 0..<40 {
      // Down a bowl, so that distances grow, and with noise.
      let gradients = zip(halved.parameters.numbers, noise(&generator, [4, 3])).map {
        numbers, noise in
        zip(numbers, noise).map { $0 - 2 + $1 / 4 }
      }
      let rate = 0.1 * Double(1 + count % 3)
      halved.step(gradients, rates: [rate, rate / 2])
      plain.step([gradients[0], gradients[1].map { $0 * factor }], rates: [rate, rate])
    }
    for (found, expected) in zip(halved.parameters.numbers[0], plain.parameters.numbers[0]) {
      #expect((found - expected).magnitude < 1e-11)
    }
    for (found, expected) in zip(halved.parameters.numbers[1], plain.parameters.numbers[1]) {
      #expect((found - expected * factor).magnitude < 1e-11)
    }
    for (found, start) in zip(halved.parameters.numbers[1], start[1]) {
      #expect((found - start).magnitude > 1e-3)
    }
  }

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
    ("sgd().mechanic(betas: 0)", "betas must be at least 1; received 0"),
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
