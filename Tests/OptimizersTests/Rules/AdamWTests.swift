import Optimizers
import Testing

@Suite struct AdamWTests {
  @Test func `decay shrinks the parameter beside Adam's step`() {
    let optimizer = Optimizer.adamw(beta1: 0.5, beta2: 0.75, epsilon: 0.5, weightDecay: 0.5)
    let parameters = Parameters<Double>([[2]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    // (1 − 0.1·0.5)·2 = 1.9; m = v = 1, corrected 2 and 4; 1.9 − 0.1·2/(2 + 0.5) = 1.82
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - 1.82).magnitude <= 1e-15)
    #expect(Array(state.slot(0, of: 0)) == [1])  // the decay is in no mean
  }

  @Test func `without decay it is Adam bit for bit`() {
    var generator = Generator(5)
    let start = drawn([37], from: &generator)
    let gradient = drawn([37], from: &generator)
    let results = [Optimizer.adamw(weightDecay: 0), .adam()].map { optimizer in
      let parameters = Parameters<Float>(start, gradients: gradient)
      let state = parameters.state(of: optimizer)
      for _ in 0..<10 { optimizer.step(parameters.buffers, state, learningRate: 0.01) }
      return parameters.numbers
    }
    #expect(results[0] == results[1])
    #expect(results[0] != Parameters<Float>(start).numbers)
  }

  @Test func `remembers mean and square`() {
    #expect(AdamW().elementSlots.map(\.name) == ["mean", "square"])
    #expect(AdamW().typicalRate == 3e-3)
  }
}
