import Optimizers
import Testing

@Suite struct DAdaptationTests {
  @Test func `two steps of Adam as worked out by hand`() throws {
    let run = try GroupedRun<Double>(
      "dAdaptation(beta1: 0.5, beta2: 0, epsilon: 1, initial: 1)", [[1]])
    // α = 1·4; s was 0, so r = 0 and d stays; m = 0.5·4·2 = 4, v = 4, s = 4·2 = 8: 1 − 4/(2 + 1)
    run.step([[2]], rates: [4])
    #expect((run.parameters.numbers[0][0] + 1.0 / 3).magnitude < 1e-15)
    #expect(run.state.numbers == [1, 0])
    // r = 4·4·8/(2 + 1) = 128/3, m = 2 + 0.5·4·4 = 10, v = 16, s = 4·4; d̂ = 128/3/16 = 8/3;
    // −1/3 − 10/(4 + 1)
    run.step([[4]], rates: [4])
    #expect((run.parameters.numbers[0][0] + 7.0 / 3).magnitude < 1e-15)
    #expect((run.state.numbers[0] - 8.0 / 3).magnitude < 1e-15)
    #expect((0..<3).map { run.state.slot($0, of: 0)[0] } == [10, 16, 16])
  }

  @Test func `two steps of SGD as worked out by hand`() throws {
    let run = try GroupedRun<Double>(
      "dAdaptation(method: sgd, momentum: 0.5, initial: 0.25)", [[1]])
    // α = 0.25·4/2 = 0.5; s = 1: 0.5·1 + 0.5·(1 − 1)
    run.step([[2]], rates: [4])
    #expect(run.parameters.numbers == [[0.5]])
    #expect(run.state.numbers == [0.25, 0, 2])
    // r = 0.5·4·1 = 2, s = 1 + 0.5·4 = 3, d̂ = 2·2/3: 0.5·0.5 + 0.5·(1 − 3)
    run.step([[4]], rates: [4])
    #expect(run.parameters.numbers == [[-0.75]])
    #expect(run.state.numbers == [4.0 / 3, 2, 2])
  }

  @Test(arguments: [(1.5, 0.375), (2.0, 0.5), (100.0, 4.0 / 3)])
  func `growth limits how fast the distance grows`(growth: Double, distance: Double) throws {
    let run = try GroupedRun<Double>(
      "dAdaptation(method: sgd, initial: 0.25, growth: \(growth))", [[1]])
    run.step([[2]], rates: [4])
    run.step([[4]], rates: [4])
    #expect((run.state.numbers[0] - distance).magnitude < 1e-15)
  }

  @Test func `weight decay is a penalty, or beside Adam's step`() throws {
    let label = "beta1: 0.5, beta2: 0, epsilon: 1, weightDecay: 0.5"
    let within = try GroupedRun<Double>("dAdaptation(\(label), initial: 1)", [[1]])
    // g = 1.5 + 0.5·1, and then the first step above
    within.step([[1.5]], rates: [4])
    #expect((within.parameters.numbers[0][0] + 1.0 / 3).magnitude < 1e-15)
    let beside = try GroupedRun<Double>("dAdaptation(\(label), decoupled: true, initial: 1)", [[1]])
    // The first step above, and 4·0.5·1 less
    beside.step([[2]], rates: [4])
    #expect((beside.parameters.numbers[0][0] + 7.0 / 3).magnitude < 1e-15)
  }

  @Test func `the first norm is that of the first gradient there is`() throws {
    let run = try GroupedRun<Double>("dAdaptation(method: sgd, initial: 1)", [[1, 1]])
    run.step([[0, 0]], rates: [1])
    #expect(run.state.numbers[2] == 0)
    run.step([[3, 4]], rates: [1])
    #expect(run.state.numbers[2] == 5)
  }
}
