import Notation
import Optimizers
import OptimizersAVX2
import Testing

@Suite struct CompactTests {
  static let bases = [
    "sgd(momentum: 0.9)", "adam", "adamw(amsgrad: true)", "adagrad", "rmsprop(centered: true)",
    "adadelta", "adamax", "nadam", "radam", "lion", "adan", "ademamix(beta3: 0.99, alpha: 1)",
    "signSGD(momentum: 0.9)", "adabelief", "adopt",
  ]

  @Test(arguments: bases)
  func `takes half the memory`(base: String) throws {
    let shapes = [ParameterShape("a", [1000, 1000])]
    let full = StateLayout(try Optimizer(base).rule, shapes)
    let half = StateLayout(try Optimizer(base).compact().rule, shapes)
    // NAdam's product is one number of each parameter, and not halved.
    #expect((half.bytesPerElement * 2 - full.bytesPerElement).magnitude <= 4e-6)
    let state = OptimizerState<Float>(half)
    let bytes = half.slots[0].indices.map { state.bytes($0, of: 0).count }.reduce(0, +)
    #expect((Double(bytes) - half.bytesPerElement * 1e6).magnitude <= 1e-3)
  }

  /// Noisy gradients of c·(p − target), 1000 steps of a falling rate; the mean loss per element.
  private func loss(_ optimizer: Optimizer) -> Double {
    let count = 600
    var generator = Generator(11)
    let start = drawn([count], from: &generator)
    let target = drawn([count], from: &generator)[0]
    let parameters = Parameters<Float>(start)
    let state = parameters.state(of: optimizer)
    for step in 0..<1000 {
      let noise = drawn([count], from: &generator, scale: 0.25)[0]
      let values = parameters.numbers[0]
      var gradient = noise
      for index in 0..<count {
        let distance = Double(values[index]) - target[index]
        gradient[index] += distance / Double(1 << (index % 3))
      }
      parameters.setGradients([gradient])
      let rate = optimizer.rule.typicalRate * 4 * (1 - Double(step) / 1000)
      optimizer.step(parameters.buffers, state, learningRate: rate)
    }
    var total = 0.0
    for (value, target) in zip(parameters.numbers[0], target) {
      let distance = Double(value) - target
      total += distance * distance / 2
    }
    return total / Double(count)
  }

  @Test(arguments: bases)
  func `comes as far down a noisy quadratic`(base: String) throws {
    let optimizer = try Optimizer(base)
    let (full, compact) = (loss(optimizer), loss(optimizer.compact()))
    #expect((compact / full - 1).magnitude <= 0.03)  // Adagrad and RAdam differ most, by 0.01
  }

  @Test func `eight elements at once are rounded as one by one`() {
    let numbers = (1...8).map { 0.1 * Double($0) }
    func slots(_ count: Int) -> [[Float]] {
      let parameters = Parameters<Float>(
        [Array(numbers[..<count])], gradients: [numbers[..<count].map { $0 / 3 }])
      let optimizer = Optimizer.adamw().compact()
      let state = parameters.state(of: optimizer)
      for _ in 0..<3 { optimizer.step(parameters.buffers, state, learningRate: 0.01) }
      return [0, 1].map { state.numbers(of: $0, of: 0) }
    }
    #expect(slots(8).map { Array($0[..<7]) } == slots(7))
  }

  @Test func `every slot is rounded by draws of its own`() {
    let gradients = (0..<200).map { 1 + 0.00317 * Double($0) }
    let parameters = Parameters<Float>([gradients.map { _ in 0 }], gradients: [gradients])
    let optimizer = Optimizer(FourCopies()).compact()
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 1)
    let slots = (0..<4).map { state.numbers(of: $0, of: 0) }
    #expect(Set(slots).count == 4)
  }

  /// A rule that remembers the gradient four times.
  private struct FourCopies: ElementwiseRule {
    struct Coefficients: Sendable {}
    func coefficients(at step: StepNumbers) -> Coefficients { Coefficients() }
    static func update<L: Lanes>(
      _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
    ) {
      memory = Memory(gradient, gradient, gradient, gradient)
    }
    static let word = NotationWord(
      "copies", summary: "a test", formula: "a test", purpose: "a test", source: "a test")
    var typicalRate: Double { 1 }
    var elementSlots: [Slot] { (1...4).map { Slot("copy\($0)") } }
    static var hyperparameters: NotationParameters<FourCopies> { [] }
  }

  @Test func `rounding by chance moves a mean where rounding to the nearest does not`() {
    let count = 4096
    let optimizer = Optimizer.adam().compact()
    let twos = [Array(repeating: 2.0, count: count)]
    let parameters = Parameters<Float>(twos, gradients: twos)
    let state = parameters.state(of: optimizer)
    state.setNumbers(Array(repeating: 1, count: count), of: 1, of: 0)
    var nearest: Float = 1
    for _ in 0..<1000 {
      optimizer.step(parameters.buffers, state, learningRate: 0)
      let exact = 0.999 * nearest + 0.001 * 4
      nearest = Float(bitPattern: (exact.bitPattern + 0x8000) & 0xffff_0000)
    }
    #expect(nearest == 1)  // 0.003 is less than half of 1's last digit, 2⁻⁷
    let squares = state.numbers(of: 1, of: 0).map { Double($0) }
    let mean = squares.reduce(0, +) / Double(count)
    // 4 − 3·0.999¹⁰⁰⁰ = 2.8970. A draw adds at most half a digit, 2⁻⁷, and a thousandth of it fades at
    // each step: one square is off by at most 2⁻⁷·√500 = 0.17, and their mean by 0.0027.
    #expect((mean - 2.8970).magnitude <= 4 * 0.0027)
    let spread = squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(spread.squareRoot() <= 0.17)
    #expect(spread > 0)  // every element has draws of its own
  }

  @Test func `what a brain float can hold is held exactly`() {
    let optimizer = Optimizer.sgd(momentum: 0.5).compact()
    let values: [Double] = [0, 1, -1.5, 0x1p-120, 3e38, -.infinity, 0x1.fep5, -0x1p-133]
    let exact = values.map { Float(bitPattern: Float($0).bitPattern & 0xffff_0000) }
    let zeros = values.map { _ in 0.0 }
    let parameters = Parameters<Float>([zeros, [0]], gradients: [exact.map { Double($0) }, [1.5]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0)
    #expect(state.numbers(of: 0, of: 0) == exact)
    #expect(state.numbers(of: 0, of: 1) == [1.5])
  }

  @Test(arguments: bases)
  func `threads and wider registers change no bit`(base: String) throws {
    let optimizer = try Optimizer(base).compact()
    let counts = [3, 90_003, 1, 0, 107_007, 9]  // enough for three threads
    var first: ([[UInt32]], OptimizerState<Float>)?
    for backend in [
      Backend(), Backend(threads: 2), Backend(threads: 3), Backend(threads: 3, kernels: .fastest),
    ] {
      var generator = Generator(6)
      let parameters = Parameters<Float>(
        drawn(counts, from: &generator), gradients: drawn(counts, from: &generator))
      let state = parameters.state(of: optimizer)
      for _ in 0..<4 {
        let settings = StepSettings(learningRate: 0.01, backend: backend)
        try optimizer.step(parameters.buffers, state, settings)
      }
      let bits = parameters.numbers.map { $0.map(\.bitPattern) }
      guard let (expected, other) = first else {
        first = (bits, state)
        continue
      }
      let same = bits == expected  // not in the expectation, which would print them all
      #expect(same)
      #expect(state.isIdentical(to: other))
    }
  }

  @Test func `parameters in float64 have a compact history too`() {
    let optimizer = Optimizer.adamw(beta1: 0.5, beta2: 0.75, weightDecay: 0).compact()
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect((parameters.numbers[0][0] - 0.75).magnitude <= 1e-8)  // as AdamW's first step
    #expect(state.numbers(of: 0, of: 0) == [1])
    #expect(state.bytes(0, of: 0).count == 2)
  }

  @Test func `NAdam's product keeps its precision`() {
    let optimizer = Optimizer.nadam().compact()
    let parameters = Parameters<Float>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    // 0.9·(1 − ½·0.96^0.004) = 0.45007347
    #expect((state.slot(2, of: 0)[0] - 0.45007347).magnitude <= 1e-7)
  }

  @Test func `is written behind its base`() throws {
    let optimizer = try Optimizer("adamw(beta2: 0.95).compact()")
    #expect(optimizer == Optimizer.adamw(beta2: 0.95).compact())
    #expect(optimizer.description == "adamw(beta2: 0.95).compact()")
    #expect(optimizer.rule.typicalRate == 3e-3)
    #expect(optimizer.rule.schedulableNames == AdamW().schedulableNames)
    let bare = Optimizer.sgd().compact()
    #expect(bare.description == "sgd.compact()")
    #expect(try Optimizer(bare.description) == bare)
    let error = #expect(throws: NotationError.self) { try Optimizer("sgd().compact().compact()") }
    #expect(
      error?.summary == "the base of compact must be a rule that changes each element by itself; "
        + "received sgd.compact() at column 17")
  }
}
