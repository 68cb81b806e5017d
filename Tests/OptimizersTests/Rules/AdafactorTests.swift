import Optimizers
import Testing

@Suite struct AdafactorTests {
  private func step(
    _ optimizer: Optimizer, _ value: Double = 0, rate: Double = 0.1, count: Int = 1
  ) -> [Double] {
    // Of rank one: R = (2.5, 10), C = (2.5, 10), R·C/mean(R) = g², so that u is 1 everywhere.
    let parameters = Parameters<Double>(
      [[value, value, value, value]], gradients: [[1, 2, 2, 4]], sizes: [[2, 2]])
    let state = parameters.state(of: optimizer)
    for _ in 0..<count { optimizer.step(parameters.buffers, state, learningRate: rate) }
    return parameters.numbers[0]
  }

  private func expect(_ found: [Double], _ expected: Double) {
    for found in found { #expect((found - expected).magnitude <= 1e-15) }
  }

  @Test func `a step from zero is the floor's share`() {
    // 0.5·0.1
    expect(step(.adafactor(floor: 0.5)), -0.05)
  }

  @Test func `a step is a share of the root mean square`() {
    // 2 − 2·0.1
    expect(step(.adafactor(), 2), 1.8)
    // η is 1/√1 at most, at the second step 1/√2
    expect(step(.adafactor(), 2, rate: 5), 0)
    expect(step(.adafactor(floor: 0.5), 2, rate: 5, count: 2), -0.5 / 2.0.squareRoot())
  }

  @Test func `an update above the clip is brought to it`() {
    // RMS(u) = 1, twice the clip
    expect(step(.adafactor(clip: 0.5, floor: 0.5)), -0.025)
  }

  @Test func `a rate that is not relative is the step's size`() {
    expect(step(.adafactor(relative: false), 2), 1.9)
    expect(step(.adafactor(relative: false), 2, rate: 4, count: 2), -6)
  }

  @Test func `decay shrinks the parameter beside the step`() {
    // (1 − 0.1·0.5)·2 − 2·0.1
    expect(step(.adafactor(weightDecay: 0.5), 2), 1.7)
  }

  @Test func `epsilon bounds the divisor`() {
    // mean(R) = 6.25 counts as 25: v = g²/4 as large as ε² = 625 at least, u = g/25
    let found = step(.adafactor(epsilon: 25, relative: false))
    for (found, gradient) in zip(found, [1.0, 2, 2, 4]) {
      #expect((found + 0.1 * gradient / 25).magnitude <= 1e-15)
    }
  }

  @Test func `a vector keeps every square`() {
    let parameters = Parameters<Double>([[0, 0]], gradients: [[3, -5]])
    let optimizer = Optimizer.adafactor(relative: false)
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect(parameters.numbers == [[-0.1, 0.1]])
    #expect(Array(state.slot(0, of: 0)) == [9, 25])
    // At the second step the share of the new square is 2^(−0.8).
    parameters.setGradients([[1, 1]])
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    let taken = 0.574_349_177_498_517_5
    #expect((state.slot(0, of: 0)[0] - (9 * (1 - taken) + taken)).magnitude <= 1e-14)
  }

  @Test func `a wide matrix has the squares of all its columns`() {
    // R = (1, 5), C = 5 in the first half and 1 in the second; mean(R) = 3
    let gradient = (0..<1200).map { (600..<900).contains($0) ? 3.0 : 1 }
    let parameters = Parameters<Double>(
      [gradient.map { _ in 0 }], gradients: [gradient], sizes: [[2, 600]])
    let optimizer = Optimizer.adafactor(clip: 100, relative: false)
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
    let expected = [(0, 5.0 / 3), (599, 1.0 / 3), (600, 25.0 / 3), (1199, 5.0 / 3)]
    for (place, square) in expected {
      let step = 0.1 * gradient[place] / square.squareRoot()
      #expect((parameters.numbers[0][place] + step).magnitude <= 1e-15)
    }
  }

  @Test func `a matrix is remembered by rows and columns`() {
    let slots = Adafactor().slots(of: ParameterShape("a", [4, 3, 2]))
    #expect(slots.map(\.name) == ["rowSquare", "columnSquare"])
    #expect(slots.map(\.sizes) == [[4], [6]])
  }
}
