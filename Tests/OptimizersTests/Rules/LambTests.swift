import Optimizers
import Testing

@Suite struct LambTests {
  private func step(
    _ values: [Double], along gradient: [Double], _ optimizer: Optimizer
  ) -> [Double] {
    let parameters = Parameters<Double>([values], gradients: [gradient])
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.1)
    return parameters.numbers[0]
  }

  @Test func `a step as worked out by hand`() {
    // m and v corrected are g and g²: u = ±2/(2 + 0.5) + 0.1·p = (0.8 + 0.3, −0.8 + 0.4)
    let found = step(
      [3, 4], along: [2, -2],
      .lamb(beta1: 0.5, beta2: 0.75, epsilon: 0.5, weightDecay: 0.1))
    // ‖p‖ = 5, ‖u‖ = √(1.1² + 0.4²) = √1.37: the step is 0.1·5 along u/‖u‖
    let length = 0.5 / 1.37.squareRoot()
    #expect((found[0] - (3 - length * 1.1)).magnitude <= 1e-15)
    #expect((found[1] - (4 + length * 0.4)).magnitude <= 1e-15)
  }

  @Test func `a parameter of zeros takes Adam's step`() {
    // 0.1·2/(2 + 0.5)
    let found = step([0], along: [2], .lamb(epsilon: 0.5))
    #expect((found[0] + 0.08).magnitude <= 1e-15)
  }

  @Test func `a step is the same share of the norm whatever the gradient`() {
    for scale in [1e-3, 1, 1e3] {
      let found = step([3, 4], along: [scale, scale], .lamb(epsilon: 1e-12, weightDecay: 0))
      // 0.1·5/√2 each
      #expect((found[0] - (3 - 0.5 / 2.0.squareRoot())).magnitude <= 1e-8)
    }
  }

  @Test func `remembers mean and square`() {
    #expect(Lamb().slots(of: ParameterShape("a", [2, 3])).map(\.name) == ["mean", "square"])
    #expect(Lamb().typicalRate == 1e-2)
  }
}
