import Optimizers
import OptimizersAVX2
import Testing

/// What all rules that find or learn their rate have in common.
@Suite struct RateFreeTests {
  static let all = [
    "prodigy", "prodigy(beta1: 0, biasCorrection: true)", "prodigy(decoupled: false)",
    "dAdaptation",
    "dAdaptation(method: sgd, momentum: 0.5)", "dog", "dowg", "momo", "momo(biasCorrection: true)",
    "momoAdam", "momoAdam(proximal: false)", "sgd(momentum: 0.9).mechanic",
    "adam(beta1: 0.5).mechanic(betas: 2)", "adam(beta1: 0.5).hypergradient(rate: 1e-4)",
    "sgd.hypergradient(rate: 1e-4)",
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

  @Test(arguments: ["prodigy(weightDecay: 0.5)", "dAdaptation(weightDecay: 0.5, decoupled: true)"])
  func `without a gradient there is no decay beside the step`(notation: String) throws {
    let run = try GroupedRun<Float>(notation, [[3, -2]])
    run.step([[0, 0]], rates: [1])
    #expect(run.parameters.numbers == [[3, -2]])
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

  // D-Adaptation's mean for Adam is itself beyond float32 there.
  @Test(arguments: all.prefix { !$0.contains(").") }.filter { $0 != "dAdaptation" })
  func `sums that overflow tell nothing`(notation: String) throws {
    let single = try GroupedRun<Float>(notation, [[4, -4, 2]])
    let double = try GroupedRun<Double>(notation, [[4, -4, 2]])
    for step in 0..<12 {
      single.step([step == 8 ? [3e38, -3e38, 0] : [1, -1, 0.5]], rates: [4], loss: 9)
      double.step([step == 8 ? [1e300, -1e300, 0] : [1, -1, 0.5]], rates: [4], loss: 9)
    }
    #expect(single.isFinite && double.isFinite)
  }

  @Test(arguments: ["prodigy", "dAdaptation(method: sgd)", "dog", "dowg"])
  func `the start is where the parameters were before the first step`(notation: String) throws {
    let start = [[1.0, -2], [0.5]]
    let run = try GroupedRun<Double>(notation, start)
    // At rates of 0 too, as at the foot of a warm-up.
    run.step([[1, 1], [1]], rates: [0, 0])
    for _ in 0..<3 { run.step([[1, 1], [1]], rates: [1, 0]) }
    for index in 0..<2 { #expect(Array(run.state.slot(0, of: index)) == start[index]) }
    #expect(run.parameters.numbers[0] != start[0])
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
  func `the loops for this processor change no bit`(notation: String) throws {
    var generator = Generator(17)
    let start = noise(&generator, [1003, 7])
    let gradients = (0..<4).map { _ in noise(&generator, [1003, 7]) }
    let runs = try [PassKernels.portable, .fastest].map { kernels in
      var run = try GroupedRun<Float>(notation, start)
      run.kernels = kernels
      for gradient in gradients { run.step(gradient, rates: [0.5, 1]) }
      return run
    }
    #expect(runs[0].parameters.numbers == runs[1].parameters.numbers)
    #expect(runs[0].state.isIdentical(to: runs[1].state))
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
}
