import Notation
import Optimizers
import OptimizersAVX2
import Testing

/// What holds of every rule that sees a parameter as a whole.
@Suite struct MatrixRuleTests {
  static let optimizers: [Optimizer] = [
    .lamb(), .lars(), .lars(vectors: true), .adafactor(), .adafactor(relative: false), .adamMini(),
    .muon(), .shampoo(largest: 12), .soap(every: 2, largest: 12),
  ]

  /// A matrix of several blocks, a row longer than a block, a narrow one, and small ones.
  private static let sizes = [[260, 256], [70_000], [9000, 8], [3, 2, 2, 2], [5]]

  private func numbers(
    _ optimizer: Optimizer, _ backend: Backend
  ) throws -> [[Float]] {
    var generator = Generator(7)
    let counts = Self.sizes.map { $0.reduce(1, *) }
    let parameters = Parameters<Float>(drawn(counts, from: &generator), sizes: Self.sizes)
    let state = parameters.state(of: optimizer)
    for _ in 0..<3 {
      parameters.setGradients(drawn(counts, from: &generator))
      try optimizer.step(
        parameters.buffers, state, StepSettings(learningRate: 0.01, backend: backend))
    }
    return parameters.numbers
  }

  @Test(arguments: optimizers)
  func `any number of threads, and wider loops, give the same bits`(optimizer: Optimizer) throws {
    let expected = try numbers(optimizer, Backend())
    for threads in [2, 3] {
      #expect(try numbers(optimizer, Backend(threads: threads)) == expected, "\(threads)")
    }
    #expect(try numbers(optimizer, Backend(threads: 2, kernels: .fastest)) == expected)
  }

  @Test(arguments: optimizers)
  func `zeros, huge gradients and empty parameters leave numbers finite`(
    optimizer: Optimizer
  ) throws {
    let sizes = [[2, 3], [4], [0], [0, 3], [3, 0], [1], [1, 1], []]
    for scale in [0, 1e-30, 1, 1e15] {
      let values = sizes.map { [Double](repeating: 1, count: $0.reduce(1, *)) }
      let gradients = values.map { $0.indices.map { scale * Double($0 % 3 - 1) } }
      let parameters = Parameters<Float>(values, gradients: gradients, sizes: sizes)
      let state = parameters.state(of: optimizer)
      for _ in 0..<25 { optimizer.step(parameters.buffers, state, learningRate: 0.01) }
      for numbers in parameters.numbers {
        // Vectors of LARS step along the gradient as it is.
        let largest: Float = scale == 1e15 && "\(optimizer)" == "lars" ? .infinity : 100
        #expect(
          numbers.allSatisfy { $0.isFinite && $0.magnitude < largest }, "\(scale) \(numbers)")
      }
    }
  }

  @Test(arguments: optimizers)
  func `a gradient whose square overflows gives finite numbers or an error`(
    optimizer: Optimizer
  ) {
    let parameters = Parameters<Float>(
      [[1, 2, 3, 4], [1, 2]], gradients: [[1e30, -1e30, 1, 0], [1e30, 1]], sizes: [[2, 2], [2]])
    let state = parameters.state(of: optimizer)
    let settings = StepSettings(learningRate: 0.001)
    do {
      for _ in 0..<3 {
        try optimizer.step(parameters.buffers, state, settings)
        parameters.setGradients([[1, 1, 1, 1], [1, 1]])
      }
    } catch {
      #expect(
        "\(error)"
          == "each element of a matrix to decompose must be finite; received NaN or infinity")
    }
    for numbers in parameters.numbers {
      #expect(numbers.allSatisfy { $0.isFinite }, "\(numbers)")
    }
  }

  @Test(arguments: optimizers)
  func `a copied history goes on with the same bits`(optimizer: Optimizer) {
    var generator = Generator(9)
    let sizes = [[5, 3], [4, 4], [7]]
    let parameters = Parameters<Float>(drawn([15, 16, 7], from: &generator), sizes: sizes)
    var state = parameters.state(of: optimizer) as OptimizerState<Float>
    var copies: [[[Float]]] = []
    let gradients = (0..<6).map { _ in drawn([15, 16, 7], from: &generator) }
    func run(_ range: Range<Int>) {
      for index in range {
        parameters.setGradients(gradients[index])
        optimizer.step(parameters.buffers, state, learningRate: 0.01)
      }
    }
    run(0..<3)
    let (middle, before) = (state.copied(), parameters.numbers)
    run(3..<6)
    copies.append(parameters.numbers)
    state = middle
    for (buffer, numbers) in zip(parameters.buffers, before) {
      _ = buffer.values.update(from: numbers)
    }
    run(3..<6)
    #expect(parameters.numbers == copies[0])
    #expect(parameters.numbers != before)
  }

  @Test(arguments: [
    "lamb(beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.3)",
    "lars(momentum: 0.5, trust: 0.01, epsilon: 0, weightDecay: 0.05, nesterov: true, vectors: true)",
    "adafactor(decay: 0.5, clip: 2, epsilon: 0.01, floor: 0.1, relative: false, weightDecay: 0.05)",
    "adamMini(beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.3)",
    "muon(momentum: 0.8, nesterov: false, steps: 3, scaling: spectral, weightDecay: 0.3, "
      + "others: [\"*embed*\", \"out.*\"], beta1: 0.8, beta2: 0.95, epsilon: 1e-3)",
    "shampoo(momentum: 0.5, decay: 0.9, epsilon: 1e-3, every: 4, largest: 7, weightDecay: 0.05)",
    "soap(beta1: 0.8, beta2: 0.9, epsilon: 1e-3, every: 3, largest: 7, weightDecay: 0.3)",
    "lamb", "lars", "adafactor", "adamMini", "muon", "shampoo", "soap",
  ])
  func `the notation is written as it is read`(notation: String) throws {
    #expect(try Optimizer(notation).description == notation)
  }

  @Test func `functions and notation agree`() throws {
    let pairs: [(Optimizer, String)] = [
      (.lamb(beta1: 0.5), "lamb(beta1: 0.5)"), (.lars(trust: 0.5), "lars(trust: 0.5)"),
      (.adafactor(epsilon: 0.5), "adafactor(epsilon: 0.5)"),
      (.adamMini(weightDecay: 0.5), "adamMini(weightDecay: 0.5)"),
      (.muon(scaling: .spectral, others: []), "muon(scaling: spectral, others: [])"),
      (.shampoo(decay: 0.5), "shampoo(decay: 0.5)"), (.soap(every: 5), "soap(every: 5)"),
    ]
    for (optimizer, notation) in pairs {
      #expect(try optimizer == Optimizer(notation))
      #expect(optimizer.description == notation)
    }
  }

  @Test func `a rule names its first fault`() {
    let faults: [(any UpdateRule, String)] = [
      (Lamb { $0.beta1 = 1 }, "beta1 must be in 0 ..< 1; received 1"),
      (Lamb { $0.beta2 = -1 }, "beta2 must be in 0 ..< 1; received -1"),
      (Lamb { $0.epsilon = 0 }, "epsilon must be finite and positive; received 0"),
      (Lamb { $0.weightDecay = -1 }, "weightDecay must be finite and not negative; received -1"),
      (Lars { $0.momentum = 1 }, "momentum must be in 0 ..< 1; received 1"),
      (Lars { $0.trust = 0 }, "trust must be finite and positive; received 0"),
      (Lars { $0.epsilon = -1 }, "epsilon must be finite and not negative; received -1"),
      (Lars { $0.weightDecay = -1 }, "weightDecay must be finite and not negative; received -1"),
      (
        Lars { ($0.nesterov, $0.momentum) = (true, 0) },
        "momentum must be positive with nesterov; received 0"
      ),
      (Adafactor { $0.decay = -1 }, "decay must be finite and not negative; received -1"),
      (Adafactor { $0.clip = 0 }, "clip must be finite and positive; received 0"),
      (Adafactor { $0.epsilon = 0 }, "epsilon must be finite and positive; received 0"),
      (Adafactor { $0.floor = -1 }, "floor must be finite and not negative; received -1"),
      (
        Adafactor { $0.weightDecay = -1 },
        "weightDecay must be finite and not negative; received -1"
      ),
      (AdamMini { $0.beta1 = 1 }, "beta1 must be in 0 ..< 1; received 1"),
      (AdamMini { $0.beta2 = 1 }, "beta2 must be in 0 ..< 1; received 1"),
      (AdamMini { $0.epsilon = 0 }, "epsilon must be finite and positive; received 0"),
      (
        AdamMini { $0.weightDecay = -1 }, "weightDecay must be finite and not negative; received -1"
      ),
    ]
    for (rule, sentence) in faults { #expect(rule.fault?.description == sentence) }
  }

  @Test func `a rule of matrices names its first fault`() {
    let faults: [(any UpdateRule, String)] = [
      (Muon { $0.momentum = 1 }, "momentum must be in 0 ..< 1; received 1"),
      (Muon { $0.steps = 0 }, "steps must be in 1 ... 100; received 0"),
      (Muon { $0.weightDecay = -1 }, "weightDecay must be finite and not negative; received -1"),
      (Muon { $0.others = ["*", ""] }, "others must be 1 to 200 bytes long; received 0"),
      (
        Muon { $0.others = ["#.#"] },
        "others must be a pattern with at most one '#'; received \"#.#\""
      ),
      (Muon { $0.beta1 = 1 }, "beta1 must be in 0 ..< 1; received 1"),
      (Muon { $0.beta2 = 1 }, "beta2 must be in 0 ..< 1; received 1"),
      (Muon { $0.epsilon = 0 }, "epsilon must be finite and positive; received 0"),
      (Shampoo { $0.momentum = 1 }, "momentum must be in 0 ..< 1; received 1"),
      (Shampoo { $0.decay = 1 }, "decay must be in 0 ..< 1; received 1"),
      (Shampoo { $0.decay = -0.5 }, "decay must be in 0 ..< 1; received -0.5"),
      (Shampoo { $0.epsilon = 0 }, "epsilon must be finite and positive; received 0"),
      (Shampoo { $0.every = 0 }, "every must be at least 1; received 0"),
      (Shampoo { $0.largest = 0 }, "largest must be at least 1; received 0"),
      (Shampoo { $0.weightDecay = -1 }, "weightDecay must be finite and not negative; received -1"),
      (Soap { $0.beta1 = 1 }, "beta1 must be in 0 ..< 1; received 1"),
      (Soap { $0.beta2 = 1 }, "beta2 must be in 0 ..< 1; received 1"),
      (Soap { $0.epsilon = 0 }, "epsilon must be finite and positive; received 0"),
      (Soap { $0.every = 0 }, "every must be at least 1; received 0"),
      (Soap { $0.largest = 0 }, "largest must be at least 1; received 0"),
      (Soap { $0.weightDecay = -1 }, "weightDecay must be finite and not negative; received -1"),
    ]
    for (rule, sentence) in faults { #expect(rule.fault?.description == sentence) }
  }

  @Test(arguments: optimizers)
  func `settings of a group are the group's alone`(optimizer: Optimizer) throws {
    let sizes = [[2, 2], [2, 2], [3], [3]]
    let values = sizes.map { [Double](repeating: 1, count: $0.reduce(1, *)) }
    let gradients = values.map { $0.indices.map { Double($0) + 0.5 } }
    let parameters = Parameters<Double>(values, gradients: gradients, sizes: sizes)
    let state = parameters.state(of: optimizer)
    let groups = [
      StepSettings.Group(learningRate: 0.01),
      StepSettings.Group(learningRate: 0, hyperparameters: ["weightDecay": 0.5]),
    ]
    for _ in 0..<3 {
      try optimizer.step(
        parameters.buffers, state, StepSettings(groups: groups, groupOfParameter: [0, 1, 0, 1]))
    }
    let found = parameters.numbers
    #expect(found[0] != values[0] && found[2] != values[2])
    #expect(found[1] == values[1] && found[3] == values[3])
  }
}
