import Optimizers
import Testing

@Suite struct HypergradientTests {
  @Test func `three steps as worked out by hand`() throws {
    let run = try GroupedRun<Double>("sgd().hypergradient(rate: 0.25)", [[1]])
    // No direction yet: 1 − 0.5·2
    run.step([[2]], rates: [0.5])
    #expect(run.parameters.numbers == [[0]])
    // α = 0.25·1·2: 0 − (0.5 + 0.5)·1
    run.step([[1]], rates: [0.5])
    #expect(run.parameters.numbers == [[-1]])
    // α = 0.5 − 0.25·4 would make the rate 0; it stays a thousandth of 0.5
    run.step([[-4]], rates: [0.5])
    #expect((run.parameters.numbers[0][0] + 0.998).magnitude < 1e-15)
    #expect((run.state.numbers[0] + 0.4995).magnitude < 1e-15)
  }

  @Test func `what is learned is added to a schedule, and 0 moves nothing`() throws {
    let run = try GroupedRun<Double>("sgd().hypergradient(rate: 0.25)", [[1]])
    run.step([[2]], rates: [0.5])
    run.step([[1]], rates: [0.25])
    #expect(run.parameters.numbers == [[-0.75]])
    run.step([[1]], rates: [0])
    #expect(run.parameters.numbers == [[-0.75]])
  }

  @Test func `in proportion it multiplies the schedule`() throws {
    let run = try GroupedRun<Double>(
      "sgd().hypergradient(rate: 0.5, multiplicative: true)", [[1]])
    run.step([[2]], rates: [0.5])
    // The same direction: 0 − 0.5·1.5·1
    run.step([[1]], rates: [0.5])
    #expect(run.parameters.numbers == [[-0.75]])
    // The opposite one: −0.75 + 0.25·(1.5·0.5)·1
    run.step([[-1]], rates: [0.25])
    #expect(run.parameters.numbers == [[-0.5625]])
    #expect(run.state.numbers == [0.75])
  }

  @Test func `a group's rate is a factor on what is learned`() throws {
    let run = try GroupedRun<Double>(
      "sgd().hypergradient(rate: 0.25)", [[1], [1]])
    run.step([[2], [2]], rates: [0.5, 0.25])
    #expect(run.parameters.numbers == [[0], [0.5]])
    // The second direction is half of its gradient: α = 0.25·(1·2 + 2·1) = 1, and 1.5 in all
    run.step([[1], [2]], rates: [0.5, 0.25])
    #expect(run.parameters.numbers == [[-1.5], [-1]])
  }
}
