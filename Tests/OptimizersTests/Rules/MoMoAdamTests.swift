import Optimizers
import Testing

@Suite struct MoMoAdamTests {
  private static let short = "beta1: 0.5, beta2: 0.75, epsilon: 1"

  /// f = 1.5, d = 1, c = 1, v = 1, D = √(1/0.25) + 1 = 3, ρ = 0.5: τ = min(η/0.5, 1.5·3).
  @Test(arguments: [(1.0, 1.0 / 3), (4.0, -0.5)])
  func `a step as worked out by hand`(rate: Double, expected: Double) throws {
    let run = try GroupedRun<Double>("momoAdam(\(Self.short))", [[1]])
    run.step([[2]], rates: [rate], loss: 3)
    #expect((run.parameters.numbers[0][0] - expected).magnitude < 1e-15)
    #expect((0..<2).map { run.state.slot($0, of: 0)[0] } == [1, 1])
    #expect(run.state.numbers == [1.5, 1, 1])
  }

  @Test func `the bound is corrected as the means are`() throws {
    let run = try GroupedRun<Double>("momoAdam(\(Self.short), lowerBound: 2)", [[1]])
    // (1.5 − 0.5·2 − 1 + 1)·3 = 1.5: 1 − 1.5/3
    run.step([[2]], rates: [4], loss: 3)
    #expect((run.parameters.numbers[0][0] - 0.5).magnitude < 1e-15)
  }

  /// At the limit τ = 0.5/0.5 a step is 1/3: 2/3/1.25, or 0.75 − 1/3.
  @Test(arguments: [(true, 8.0 / 15), (false, 5.0 / 12)])
  func `weight decay divides or is that of AdamW`(proximal: Bool, expected: Double) throws {
    let run = try GroupedRun<Double>(
      "momoAdam(\(Self.short), weightDecay: 0.5, proximal: \(proximal))", [[1]])
    run.step([[2]], rates: [0.5], loss: 3)
    #expect((run.parameters.numbers[0][0] - expected).magnitude < 1e-15)
  }
}
