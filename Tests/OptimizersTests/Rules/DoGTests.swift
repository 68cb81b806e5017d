import Optimizers
import Testing

@Suite struct DoGTests {
  @Test func `two steps as worked out by hand`() throws {
    let run = try GroupedRun<Double>("dog(initial: 0.5, epsilon: 5)", [[3, 4]])
    // r = 0.5·(1 + 5) = 3, G = 5 + 4: 4 − 0.5·3/3·2
    run.step([[0, 2]], rates: [0.5])
    #expect(run.parameters.numbers == [[3, 3]])
    // ‖p − p₀‖ = 1 is less than 3; G = 9 + 16: 3 − 0.5·3/5·4
    run.step([[0, 4]], rates: [0.5])
    #expect((run.parameters.numbers[0][1] - 1.8).magnitude < 1e-15)
    #expect(run.state.numbers == [3, 20])
  }

  @Test func `the distance is the largest so far`() throws {
    let run = try GroupedRun<Double>("dog(initial: 0.01, epsilon: 1)", [[0]])
    let root = Double(3).squareRoot()
    // r = 0.01·(1 + 0); G = 4: −100·0.01/2·√3
    run.step([[root]], rates: [100])
    let moved = 0.5 * root
    #expect((run.parameters.numbers[0][0] + moved).magnitude < 1e-15)
    run.step([[-1e-9]], rates: [1])
    #expect((run.state.numbers[0] - moved).magnitude < 1e-15)
    // Back at the start, the distance stays.
    run.parameters.buffers[0].values[0] = 0
    run.step([[1e-9]], rates: [1])
    #expect((run.state.numbers[0] - moved).magnitude < 1e-15)
  }

  @Test func `weight decay is a penalty`() throws {
    let run = try GroupedRun<Double>("dog(initial: 0.5, epsilon: 5, weightDecay: 0.25)", [[0, 4]])
    // g = 1 + 0.25·4 = 2; r = 0.5·5 = 2.5, G = 9: 4 − 2.5/3·2
    run.step([[0, 1]], rates: [1])
    #expect((run.parameters.numbers[0][1] - (4 - 5.0 / 3)).magnitude < 1e-15)
  }

  @Test func `squares beyond float32 are summed all the same`() throws {
    let run = try GroupedRun<Float>("dog", [[0, 0]])
    run.step([[3e25, 4e25]], rates: [1])
    #expect((run.state.numbers[1] / 25e50 - 1).magnitude < 1e-6)
  }
}
