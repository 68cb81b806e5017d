import Optimizers
import Testing

@Suite struct FusedPassTests {
  static let optimizers: [Optimizer] = [
    .sgd(weightDecay: 0.1), .sgd(momentum: 0.9, nesterov: true), .adam(weightDecay: 0.1), .adamw(),
    Optimizer(OwnRule()), Optimizer(FourSlots()),
  ]

  /// Three steps over parameters of these lengths, and the state after them.
  private func threeSteps(
    _ optimizer: Optimizer, _ counts: [Int], threads: Int, shift: Int = 0
  ) -> ([[UInt32]], OptimizerState<Float>) {
    var generator = Generator(6)
    let start = drawn(counts, from: &generator)
    let gradients = drawn(counts, from: &generator)
    let parameters = Parameters<Float>(start, gradients: gradients, shift: shift)
    let state = parameters.state(of: optimizer)
    for step in 1...3 {
      optimizer.step(
        parameters.buffers, state, learningRate: 0.01 * Double(step), threads: threads)
    }
    return (parameters.numbers.map { $0.map(\.bitPattern) }, state)
  }

  @Test(arguments: optimizers)
  func `the answer does not depend on the number of threads`(optimizer: Optimizer) {
    let counts = [3, 90_003, 1, 0, 107_007, 9]  // enough for three threads
    let (expected, state) = threeSteps(optimizer, counts, threads: 1)
    for threads in [2, 3] {
      let (found, other) = threeSteps(optimizer, counts, threads: threads)
      let same = found == expected  // not in the expectation, which would print them all
      #expect(same)
      #expect(other.isIdentical(to: state))
    }
    let (found, _) = threeSteps(optimizer, counts, threads: 3, shift: 1)
    let same = found == expected
    #expect(same)
  }

  @Test(arguments: optimizers)
  func `eight lanes and one give the same bits`(optimizer: Optimizer) {
    let together = threeSteps(optimizer, [24], threads: 1).0[0]
    let alone = threeSteps(optimizer, Array(repeating: 1, count: 24), threads: 1).0
    #expect(together == alone.map { $0[0] })
  }

  @Test(arguments: optimizers)
  func `every element of every length is changed once`(optimizer: Optimizer) {
    let counts = Array(0...40)
    let (found, _) = threeSteps(optimizer, counts, threads: 1)
    let (flat, _) = threeSteps(optimizer, [counts.reduce(0, +)], threads: 1)
    #expect(Array(found.joined()) == flat[0])
  }

  @Test func `a scale on the gradient is a scale on the gradient`() {
    for optimizer in Self.optimizers {
      let (plain, scaled) = (
        Parameters<Float>([[1, 2, 3]], gradients: [[0.5, -1, 1.5]]),
        Parameters<Float>([[1, 2, 3]], gradients: [[2, -4, 6]])
      )
      let (state, other) = (plain.state(of: optimizer), scaled.state(of: optimizer))
      for _ in 0..<3 {
        optimizer.step(plain.buffers, state, learningRate: 0.1)
        optimizer.step(scaled.buffers, other, learningRate: 0.1, gradientScale: 0.25)
      }
      #expect(plain.numbers == scaled.numbers)
      #expect(state.isIdentical(to: other))
    }
    let halved = Parameters<Double>([[1]], gradients: [[1]])
    let optimizer = Optimizer.sgd()
    let state = halved.state(of: optimizer)
    optimizer.step(halved.buffers, state, learningRate: 0.5, gradientScale: 0.5)
    #expect(halved.numbers == [[0.75]])  // 1 − 0.5·0.5·1
  }

  @Test func `four slots are kept apart`() {
    let optimizer = Optimizer(FourSlots())
    let parameters = Parameters<Float>([Array(repeating: 9, count: 9)])
    let state = parameters.state(of: optimizer)
    for (gradient, expected) in [(1.0, 0), (2, 0), (3, 0), (4, 1), (5, 2)] as [(Double, Float)] {
      parameters.setGradients([Array(repeating: gradient, count: 9)])
      optimizer.step(parameters.buffers, state, learningRate: 1)
      #expect(parameters.numbers == [Array(repeating: expected, count: 9)])
    }
    #expect(state.count == 5)
    #expect((0..<4).map { state.slot($0, of: 0)[8] } == [5, 4, 3, 2])
  }

  @Test func `gradients are not changed`() {
    let parameters = Parameters<Float>([[1, 2]], gradients: [[3, 4]])
    let optimizer = Optimizer.adamw()
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 1)
    #expect(Array(parameters.buffers[0].gradient) == [3, 4])
  }

  /// Unspecialized generics would be a hundred times slower; in an unoptimized build all are.
  @Test func `a rule of another module runs about as fast as one of ours`() {
    let count = 400_000
    func seconds(_ optimizer: Optimizer) -> Double {
      let ones = [Array(repeating: 1.0, count: count)]
      let parameters = Parameters<Float>(ones, gradients: ones)
      let state = parameters.state(of: optimizer)
      let times = (0..<5).map { _ in
        ContinuousClock().measure {
          optimizer.step(parameters.buffers, state, learningRate: 0.01)
        } / .seconds(1)
      }
      return times.min()!
    }
    #expect(seconds(Optimizer(OwnRule())) < 10 * seconds(.sgd(momentum: 0.9)))
  }

  @Test func `a state of other parameters stops the program`() async {
    await #expect(processExitsWith: .failure) {
      step(names: ["layers.0.weight", "b"], [[1], [1]])
    }
    await #expect(processExitsWith: .failure) { step(names: ["layers.0.weight"], [[2]]) }
    await #expect(processExitsWith: .failure) { step(names: ["layers.1.weight"], [[1]]) }
    await #expect(processExitsWith: .failure) { step(names: ["layers.0.weight"], [[1, 1]]) }
    await #expect(processExitsWith: .success) { step() }
  }

  @Test func `a rate, scale or number of threads that is none stops the program`() async {
    await #expect(processExitsWith: .failure) { step(rate: .nan) }
    await #expect(processExitsWith: .failure) { step(rate: .infinity) }
    await #expect(processExitsWith: .failure) { step(rate: -1) }
    await #expect(processExitsWith: .failure) { step(loss: .nan) }
    await #expect(processExitsWith: .failure) { step(scale: .nan) }
    await #expect(processExitsWith: .failure) { step(threads: 0) }
    await #expect(processExitsWith: .failure) {
      _ = ParameterBuffer<Float>(
        name: "a", sizes: [0], values: .init(start: nil, count: 0),
        gradient: .init(start: UnsafePointer(bitPattern: 8), count: 1))
    }
  }
}

/// One step of SGD with momentum over one element, for the tests of what it refuses.
private func step(
  names: [String] = ["layers.0.weight"], _ sizes: [[Int]] = [[1]], rate: Double = 1,
  scale: Double = 1, loss: Double? = nil, threads: Int = 1
) {
  let parameters = Parameters<Float>([[1]])
  withExtendedLifetime(parameters) {
    let optimizer = Optimizer.sgd(momentum: 0.9)
    let shapes = zip(names, sizes).map { ParameterShape($0, $1) }
    optimizer.step(
      parameters.buffers, optimizer.initialState(of: shapes), learningRate: rate,
      gradientScale: scale, loss: loss, threads: threads)
  }
}
