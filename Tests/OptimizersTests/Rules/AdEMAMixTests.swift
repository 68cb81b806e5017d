import Foundation
import Optimizers
import Testing

@Suite struct AdEMAMixTests {
  @Test func `one step as worked out by hand`() {
    let optimizer = Optimizer.ademamix(
      beta1: 0.5, beta2: 0.75, beta3: 0.5, alpha: 2, epsilon: 0.5, weightDecay: 0.5)
    let parameters = Parameters<Double>([[2]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    // m₁ = 1 (2 corrected), m₂ = 1, v = 1 (4 corrected); 0.95·2 − 0.1·(2 + 2·1)/(2 + 0.5)
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    #expect((parameters.numbers[0][0] - 1.74).magnitude <= 1e-15)
    #expect((0..<3).map { state.slot($0, of: 0)[0] } == [1, 1, 1])
  }

  @Test func `weight and memory of the slow mean come up`() {
    let half = pow(0.5, 0.25)  // whose logarithm is a quarter of that of 0.5
    let optimizer = Optimizer.ademamix(
      beta1: 0.5, beta2: 0.75, beta3: half, alpha: 2, epsilon: 0.5, warmup: 4)
    let parameters = Parameters<Double>([[2]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    var slow = 0.0
    var expected = 2.0
    for step in 1...6 {
      optimizer.step(parameters.buffers, state, learningRate: 0.1)
      // 1/ln β = (1 − t/4)/ln 0.5 + t/4·4/ln 0.5, up to 4/ln 0.5
      let share = min(Double(step) / 4, 1)
      slow += (1 - pow(0.5, 1 / (1 + 3 * share))) * (2 - slow)
      expected -= 0.1 * (2 + 2 * share * slow) / 2.5  // corrected, m₁ is 2 and √v too
      #expect((parameters.numbers[0][0] - expected).magnitude <= 1e-14)
      #expect((state.slot(2, of: 0)[0] - slow).magnitude <= 1e-15)
    }
  }

  @Test(arguments: [(beta1: 0.0, beta3: 0.5), (beta1: 0.5, beta3: 0), (beta1: 0, beta3: 0)])
  func `a mean without memory warms up too`(beta1: Double, beta3: Double) {
    let optimizer = Optimizer.ademamix(beta1: beta1, beta3: beta3, warmup: 4)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    // 1/ln β = 0.25/ln 0.5 for β₁ = 0, which is β = 0.5⁴; β₃ bounds it for β₃ = 0
    #expect((state.slot(2, of: 0)[0] - (beta3 == 0 ? 2 : 2 * (1 - 0.0625))).magnitude <= 1e-15)
  }

  @Test func `without weight on the slow mean it is AdamW bit for bit`() {
    let results = [Optimizer.adamw(), .ademamix(alpha: 0, weightDecay: 0.01)].map { optimizer in
      var generator = Generator(5)
      let parameters = Parameters<Float>(
        drawn([37], from: &generator), gradients: drawn([37], from: &generator))
      let state = parameters.state(of: optimizer)
      for _ in 0..<10 { optimizer.step(parameters.buffers, state, learningRate: 0.01) }
      return parameters.numbers
    }
    #expect(results[0] == results[1])
  }
}
