import Optimizers
import Testing

@Suite struct MoMoTests {
  @Test func `two steps as worked out by hand`() throws {
    let run = try GroupedRun<Double>("momo(beta: 0.5)", [[1]])
    // f = 3, d = 2, c = 2·1: (3 − 2 + 2·1)/4 = 0.75 is below the limit: 1 − 0.75·2
    run.step([[2]], rates: [1], loss: 3)
    #expect(run.parameters.numbers == [[-0.5]])
    // f = 2, d = 0.5, c = 1 + 0.5·0.5 = 1.25: (2 − 1.25 − 0.25)/0.25 = 2 is above it: −0.5 − 1·0.5
    run.step([[-1]], rates: [1], loss: 1)
    #expect(run.parameters.numbers == [[-1]])
    #expect(run.state.numbers == [2, 1.25, 2])
  }

  @Test(arguments: ["momo(beta: 0.5)", "momo(beta: 0.5, biasCorrection: true)", "momoAdam"])
  func `steps at a rate of zero are no first steps`(notation: String) throws {
    let (plain, delayed) = try (
      GroupedRun<Double>(notation, [[3]]), GroupedRun<Double>(notation, [[3]])
    )
    for _ in 0..<3 { delayed.step([[7]], rates: [0], loss: 20) }
    for (gradient, loss) in [(2.0, 3.0), (-1, 1), (0.5, 2)] {
      plain.step([[gradient]], rates: [1], loss: loss)
      delayed.step([[gradient]], rates: [1], loss: loss)
    }
    #expect(plain.parameters.numbers == delayed.parameters.numbers)
    #expect(plain.parameters.numbers != [[3]])
  }

  @Test(arguments: [(4.0, -0.5), (0.5, 0.0)])
  func `corrected means begin at zero`(rate: Double, expected: Double) throws {
    let run = try GroupedRun<Double>("momo(beta: 0.5, biasCorrection: true)", [[1]])
    // f = 1.5, d = 1, c = 1, ρ = 0.5: (1.5 − 1 + 1)/1 = 1.5, at most η/0.5
    run.step([[2]], rates: [rate], loss: 3)
    #expect(run.parameters.numbers == [[expected]])
  }

  @Test func `below its bound the loss asks for no step`() throws {
    let run = try GroupedRun<Double>("momo(lowerBound: 5, weightDecay: 0.25)", [[1]])
    // (1 + 0.25)·(3 − 5 − 2) + 2 < 0; 1/(1 + 0.25)
    run.step([[2]], rates: [1], loss: 3)
    #expect(run.parameters.numbers == [[0.8]])
  }

  @Test(arguments: ["momo(lowerBound: 0.5)", "momoAdam(lowerBound: 0.5)"])
  func `a step below the limit ends where the model is at its bound`(notation: String) throws {
    var generator = Generator(13)
    let start = noise(&generator, [5, 4, 2])
    let gradients = noise(&generator, [5, 4, 2])
    let run = try GroupedRun<Double>(notation, start)
    run.step(gradients, rates: [40, 20, 0], decays: [0.001, 0.02, 1], loss: 3)
    var model = 3.0
    for (index, gradient) in gradients.enumerated() {
      for (place, slope) in gradient.enumerated() {
        model += slope * (run.parameters.numbers[index][place] - start[index][place])
      }
    }
    #expect((model - 0.5).magnitude < 1e-12)
  }

  @Test func `a step must be told the loss`() async {
    await #expect(processExitsWith: .failure) {
      let parameters = Parameters<Float>([[1]], gradients: [[1]])
      let state = parameters.state(of: .momo())
      Optimizer.momo().step(parameters.buffers, state, learningRate: 1)
    }
  }
}
