import Notation
import Optimizers
import OptimizersAVX2
import Testing

/// What holds for every elementwise rule with any of its options.
@Suite struct ElementwiseRuleTests {
  static let notations = [
    "adagrad", "adagrad(initialAccumulator: 0.1, epsilon: 1e-8, weightDecay: 0.1)", "rmsprop",
    "rmsprop(alpha: 0.9, centered: true, momentum: 0.5, epsilon: 1e-6, weightDecay: 0.1)",
    "rmsprop(centered: true, epsilonInside: true)", "rmsprop(momentum: 0.9)", "adadelta",
    "adadelta(rho: 0.8, epsilon: 1e-5, weightDecay: 0.1)", "adamax",
    "adamax(beta1: 0.8, beta2: 0.9, epsilon: 1e-6, weightDecay: 0.1)", "nadam",
    "nadam(beta1: 0.8, beta2: 0.9, epsilon: 1e-6, weightDecay: 0.1, momentumDecay: 0.1)",
    "nadam(weightDecay: 0.1, decoupled: true)", "radam",
    "radam(beta1: 0.8, beta2: 0.9, epsilon: 1e-6, weightDecay: 0.1, decoupled: true)", "lion",
    "lion(beta1: 0.8, beta2: 0.9, weightDecay: 0.1)", "adan",
    "adan(beta1: 0.9, beta2: 0.8, beta3: 0.95, epsilon: 1e-6, weightDecay: 0.1, proximal: false)",
    "ademamix",
    "ademamix(beta1: 0.8, beta2: 0.9, beta3: 0.99, alpha: 2, epsilon: 1e-6, weightDecay: 0.1, "
      + "warmup: 7)", "signSGD", "signSGD(momentum: 0.9, weightDecay: 0.1)", "adabelief",
    "adabelief(beta1: 0.8, beta2: 0.9, epsilon: 1e-12, weightDecay: 0.1, decoupled: false, "
      + "rectified: true)", "adopt",
    "adopt(beta1: 0.8, beta2: 0.9, epsilon: 1e-5, weightDecay: 0.1, decoupled: true, "
      + "clipped: false)",
  ]

  /// Eight steps, past every rule's first ones.
  private func bits(
    _ optimizer: Optimizer, _ counts: [Int], _ backend: Backend
  ) throws -> ([[UInt32]], OptimizerState<Float>) {
    var generator = Generator(6)
    let parameters = Parameters<Float>(
      drawn(counts, from: &generator), gradients: drawn(counts, from: &generator))
    let state = parameters.state(of: optimizer)
    for step in 1...8 {
      let settings = StepSettings(learningRate: 0.01 * Double(step), backend: backend)
      try optimizer.step(parameters.buffers, state, settings)
    }
    return (parameters.numbers.map { $0.map(\.bitPattern) }, state)
  }

  @Test(arguments: notations)
  func `threads and wider registers change no bit`(notation: String) throws {
    let optimizer = try Optimizer(notation)
    let counts = [3, 90_003, 1, 0, 107_007, 9]  // enough for three threads
    let (expected, state) = try bits(optimizer, counts, Backend())
    for backend in [
      Backend(threads: 2), Backend(threads: 3), Backend(threads: 3, kernels: .fastest),
    ] {
      let (found, other) = try bits(optimizer, counts, backend)
      let same = found == expected  // not in the expectation, which would print them all
      #expect(same)
      #expect(other.isIdentical(to: state))
    }
  }

  @Test(arguments: notations)
  func `gradients of 0 move nothing that has no decay`(notation: String) throws {
    let optimizer = try Optimizer(notation)
    guard !notation.contains("weightDecay") else { return }
    let parameters = Parameters<Float>([[3, -2], [], [0]])
    let state = parameters.state(of: optimizer)
    for _ in 0..<20 { optimizer.step(parameters.buffers, state, learningRate: 0.1) }
    #expect(parameters.numbers == [[3, -2], [], [0]])
  }

  /// A square of 1e30 is infinite in float32, and ends every later step of its element.
  @Test(arguments: notations)
  func `a huge gradient among usual ones leaves no NaN`(notation: String) throws {
    let optimizer = try Optimizer(notation)
    let parameters = Parameters<Float>([Array(repeating: 1, count: 9), [1]])
    let state = parameters.state(of: optimizer)
    for step in 0..<30 {
      let gradient = step == 20 ? 1e30 : 0.5
      parameters.setGradients([Array(repeating: gradient, count: 9), [-gradient]])
      optimizer.step(parameters.buffers, state, learningRate: 0.001)
    }
    let numbers = Array(parameters.numbers.joined())
    #expect(numbers.allSatisfy { $0.isFinite })
    #expect(numbers[0] == numbers[8])
  }

  /// A modifier may then take the decay over.
  @Test(arguments: notations + ["adan(weightDecay: 0.1)"])
  func `the decay that is told is the one that is made`(notation: String) throws {
    let optimizer = try Optimizer(notation)
    let decay = optimizer.rule.decoupledDecay(of: ParameterShape("a", [1]))
    let parameters = Parameters<Double>([[2]])
    let state = parameters.state(of: optimizer)
    for _ in 0..<2 { optimizer.step(parameters.buffers, state, learningRate: 0.5) }
    guard decay != 0 else {
      let isPlain = !notation.contains("weightDecay")
      #expect((parameters.numbers == [[2]]) == isPlain)
      return
    }
    #expect(decay == 0.1)
    #expect(optimizer.rule.schedulableNames.contains("weightDecay"))
    // (1 − 0.5·0.1)² of 2, or once where the first step changes nothing.
    let kept = notation.hasPrefix("adopt") ? 0.95 : 0.95 * 0.95
    #expect((parameters.numbers[0][0] - 2 * kept).magnitude <= 1e-15)
  }

  @Test(arguments: notations)
  func `it is written as it is read`(notation: String) throws {
    #expect(try Optimizer(notation).description == notation)
  }

  @Test(arguments: notations)
  func `a quadratic comes down`(notation: String) throws {
    let optimizer = try Optimizer(notation)
    let parameters = Parameters<Double>([[1, -2]])
    let state = parameters.state(of: optimizer)
    for _ in 0..<3000 {
      parameters.setGradients(parameters.numbers)
      optimizer.step(parameters.buffers, state, learningRate: optimizer.rule.typicalRate)
    }
    let loss = parameters.numbers[0].reduce(0) { $0 + $1 * $1 / 2 }
    // Steps of the rate's size hover around the minimum; Adagrad's are the slowest.
    #expect(loss < 1.3)
  }

  @Test func `the functions mean what the notation says`() throws {
    let pairs: [(Optimizer, Int)] = [
      (.adagrad(initialAccumulator: 0.1, epsilon: 1e-8, weightDecay: 0.1), 1),
      (
        .rmsprop(alpha: 0.9, centered: true, momentum: 0.5, epsilon: 1e-6, weightDecay: 0.1), 3
      ), (.rmsprop(centered: true, epsilonInside: true), 4),
      (.adadelta(rho: 0.8, epsilon: 1e-5, weightDecay: 0.1), 7),
      (.adamax(beta1: 0.8, beta2: 0.9, epsilon: 1e-6, weightDecay: 0.1), 9),
      (
        .nadam(beta1: 0.8, beta2: 0.9, epsilon: 1e-6, weightDecay: 0.1, momentumDecay: 0.1), 11
      ), (.nadam(weightDecay: 0.1, decoupled: true), 12),
      (.radam(beta1: 0.8, beta2: 0.9, epsilon: 1e-6, weightDecay: 0.1, decoupled: true), 14),
      (.lion(beta1: 0.8, beta2: 0.9, weightDecay: 0.1), 16),
      (
        .adan(
          beta1: 0.9, beta2: 0.8, beta3: 0.95, epsilon: 1e-6, weightDecay: 0.1, proximal: false),
        18
      ),
      (
        .ademamix(
          beta1: 0.8, beta2: 0.9, beta3: 0.99, alpha: 2, epsilon: 1e-6, weightDecay: 0.1,
          warmup: 7), 20
      ), (.signSGD(momentum: 0.9, weightDecay: 0.1), 22),
      (
        .adabelief(
          beta1: 0.8, beta2: 0.9, epsilon: 1e-12, weightDecay: 0.1, decoupled: false,
          rectified: true), 24
      ),
      (
        .adopt(
          beta1: 0.8, beta2: 0.9, epsilon: 1e-5, weightDecay: 0.1, decoupled: true,
          clipped: false), 26
      ),
    ]
    for (optimizer, index) in pairs { #expect(optimizer.description == Self.notations[index]) }
    let plain: [Optimizer] = [
      .adagrad(), .rmsprop(), .adadelta(), .adamax(), .nadam(), .radam(), .lion(), .adan(),
      .ademamix(), .signSGD(), .adabelief(), .adopt(),
    ]
    for optimizer in plain { #expect(optimizer == (try Optimizer(optimizer.description))) }
    #expect(plain.allSatisfy { !$0.description.contains("(") })
  }
}
