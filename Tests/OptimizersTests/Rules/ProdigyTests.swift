import Optimizers
import Testing

@Suite struct ProdigyTests {
  private static let short =
    "beta1: 0.5, beta2: 0.75, beta3: 0.5, epsilon: 1, initial: 1, coefficient: 16"

  @Test func `two steps as worked out by hand`() throws {
    let run = try GroupedRun<Double>("prodigy(\(Self.short))", [[1]])
    // α = 1·0.5; r = 0, s = 0.5·2 = 1, m = 0.5·2 = 1, v = 0.25·4 = 1; d̂ = 0, d stays 1:
    // 1 − 0.5·1/(1 + 1·1) = 0.75
    run.step([[2]], rates: [0.5])
    #expect(run.parameters.numbers == [[0.75]])
    // r = 0.5·1·0.25 = 0.125, s = 0.5 + 0.5 = 1, m = 0.5 + 0.5 = 1, v = 0.75 + 0.25 = 1;
    // d̂ = 16·0.125/1 = 2 = d, after α: 0.75 − 0.5·1/(1 + 2·1)
    run.step([[1]], rates: [0.5])
    #expect((run.parameters.numbers[0][0] - (0.75 - 0.5 / 3)).magnitude < 1e-15)
    #expect(run.state.numbers == [2, 2, 0.125])
    #expect((0..<4).map { run.state.slot($0, of: 0)[0] } == [1, 1, 1, 1])
  }

  @Test func `without a mean the gradient takes its place, with the new distance`() throws {
    let run = try GroupedRun<Double>(
      "prodigy(beta1: 0, beta2: 0.75, beta3: 0.5, epsilon: 1, initial: 1, coefficient: 16)", [[1]])
    // 1 − 0.5·1·2/(1 + 1) = 0.5
    run.step([[2]], rates: [0.5])
    #expect(run.parameters.numbers == [[0.5]])
    // r = 0.5·0.5 = 0.25, s = 1, d̂ = 4 = d: 0.5 − 0.5·4·1/(1 + 4) = 0.1
    run.step([[1]], rates: [0.5])
    #expect((run.parameters.numbers[0][0] - 0.1).magnitude < 1e-15)
    #expect(run.state.layout.slots[0].map(\.name) == ["start", "sum", "square"])
  }

  @Test func `weight decay is beside the step, or in the gradient`() throws {
    let beside = try GroupedRun<Double>("prodigy(\(Self.short), weightDecay: 0.5)", [[1]])
    // The first step above, and 0.5·0.5·1 less
    beside.step([[2]], rates: [0.5])
    #expect(beside.parameters.numbers == [[0.5]])
    let within = try GroupedRun<Double>(
      "prodigy(\(Self.short), weightDecay: 0.5, decoupled: false)", [[1]])
    // g = 1.5 + 0.5·1, and then the first step above
    within.step([[1.5]], rates: [0.5])
    #expect(within.parameters.numbers == [[0.75]])
  }

  @Test func `growth limits how fast the distance grows`() throws {
    // The first estimate above the initial one is taken at once, as in the two steps above.
    let first = try GroupedRun<Double>("prodigy(\(Self.short), growth: 1.5)", [[1]])
    first.step([[2]], rates: [0.5])
    first.step([[1]], rates: [0.5])
    #expect(first.state.numbers[0] == 2)
    let run = try GroupedRun<Double>("prodigy(growth: 1.25, initial: 1e-3)", [[0]])
    var last = 1e-3
    var grown = 0
    for step in 1...40 {
      run.step([[-1]], rates: [1])
      let distance = run.state.numbers[0]
      if last > 1e-3 { #expect(distance <= last * 1.25 * (1 + 1e-15), "step \(step)") }
      if distance > last { grown += 1 }
      last = distance
    }
    #expect(grown > 10)
  }

  @Test func `the safeguard keeps a warm-up out of the sum`() throws {
    let run = try GroupedRun<Double>("prodigy(initial: 1, safeguardWarmup: true)", [[1]])
    run.step([[2]], rates: [0.5])
    // d/d₀·d·g = 2, without it 1
    #expect(run.state.slot(1, of: 0)[0] == 2)
  }
}
