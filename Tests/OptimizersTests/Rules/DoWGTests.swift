import Optimizers
import Testing

@Suite struct DoWGTests {
  @Test func `two steps as worked out by hand`() throws {
    let run = try GroupedRun<Double>("dowg(initial: 4, epsilon: 1)", [[3, 4]])
    // V = 4·4: 4 − 0.5·4/(4 + 1)·2
    run.step([[0, 2]], rates: [0.5])
    #expect((run.parameters.numbers[0][1] - 3.2).magnitude < 1e-15)
    // ‖p − p₀‖² = 0.64 is less than 4; V = 16 + 4·2.25 = 25: 3.2 − 0.5·4/(5 + 1)·1.5
    run.step([[0, 1.5]], rates: [0.5])
    #expect((run.parameters.numbers[0][1] - 2.7).magnitude < 1e-15)
    #expect(run.parameters.numbers[0][0] == 3)
    #expect(run.state.numbers == [4, 25])
  }

  @Test func `gradients far from the start weigh more`() throws {
    let run = try GroupedRun<Double>("dowg(initial: 1, epsilon: 1)", [[0]])
    // V = 1·9: −8·1/(3 + 1)·3 = −6
    run.step([[3]], rates: [8])
    #expect(run.parameters.numbers == [[-6]])
    // r² = 36, V = 9 + 36·4
    run.step([[2]], rates: [8])
    #expect(run.state.numbers == [36, 153])
  }

  @Test func `weight decay is a penalty`() throws {
    let run = try GroupedRun<Double>("dowg(initial: 4, epsilon: 1, weightDecay: 0.25)", [[0, 4]])
    // g = 1 + 0.25·4 = 2, and then as above
    run.step([[0, 1]], rates: [0.5])
    #expect((run.parameters.numbers[0][1] - 3.2).magnitude < 1e-15)
  }
}
