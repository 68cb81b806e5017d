import Optimizers
import Testing

@Suite struct RMSpropTests {
  @Test func `two steps with momentum as worked out by hand`() {
    let optimizer = Optimizer.rmsprop(alpha: 0.75, momentum: 0.5, epsilon: 1)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    // n = 0.25·4 = 1; d = 2/(1 + 1) = 1 = b; 1 − 0.5·1
    optimizer.step(parameters.buffers, state, learningRate: 0.5)
    #expect(parameters.numbers == [[0.5]])
    // n = 0.75 + 0.25·1 = 1; d = 1/2; b = 0.5·1 + 0.5 = 1
    parameters.setGradients([[1]])
    optimizer.step(parameters.buffers, state, learningRate: 0.5)
    #expect(parameters.numbers == [[0]])
    #expect(Array(state.slot(1, of: 0)) == [1])
  }

  @Test func `centered takes the mean's square off, with epsilon inside the root`() {
    let optimizer = Optimizer.rmsprop(
      alpha: 0.75, centered: true, epsilon: 0.25, epsilonInside: true)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    // n = 1, m = 0.5; √(1 − 0.25 + 0.25) = 1; 1 − 0.25·2/1
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 0.25)
    #expect(parameters.numbers == [[0.5]])
  }

  @Test func `centered with momentum keeps mean and velocity apart`() {
    let optimizer = Optimizer.rmsprop(
      alpha: 0.75, centered: true, momentum: 0.5, epsilon: 0.25, epsilonInside: true,
      weightDecay: 0.5)
    let parameters = Parameters<Double>([[2]], gradients: [[1]])
    let state = parameters.state(of: optimizer)
    // g = 1 + 0.5·2 = 2, and then as above: d = 2
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    #expect(parameters.numbers == [[1.5]])
    #expect((0..<3).map { state.slot($0, of: 0)[0] } == [1, 0.5, 2])
    #expect(state.layout.slots[0].map(\.name) == ["square", "mean", "velocity"])
  }

  @Test func `without memory each gradient is divided by its own size`() {
    let optimizer = Optimizer.rmsprop(alpha: 0, epsilon: 2)
    let parameters = Parameters<Double>([[1]], gradients: [[2]])
    let state = parameters.state(of: optimizer)
    // 1 − 0.5·2/(2 + 2) = 0.75; 0.75 + 0.5·6/(6 + 2) = 1.125
    optimizer.step(parameters.buffers, state, learningRate: 0.5)
    #expect(parameters.numbers == [[0.75]])
    parameters.setGradients([[-6]])
    optimizer.step(parameters.buffers, state, learningRate: 0.5)
    #expect(parameters.numbers == [[1.125]])
    // √(9 + 16) = 5: 1 − 0.5·3/5
    let inside = Optimizer.rmsprop(alpha: 0, epsilon: 16, epsilonInside: true)
    let other = Parameters<Double>([[1]], gradients: [[3]])
    inside.step(other.buffers, other.state(of: inside), learningRate: 0.5)
    #expect(other.numbers == [[0.7]])
  }

  @Test func `a variance that rounding makes negative is no NaN`() {
    let optimizer = Optimizer.rmsprop(alpha: 0.9, centered: true)
    var generator = Generator(3)
    let gradients = drawn([64], from: &generator)
    let parameters = Parameters<Float>([Array(repeating: 0, count: 64)], gradients: gradients)
    let state = parameters.state(of: optimizer)
    for _ in 0..<500 { optimizer.step(parameters.buffers, state, learningRate: 1e-9) }
    #expect(parameters.numbers[0].allSatisfy { $0.isFinite })
  }

  @Test func `momentum is scheduled where there is some`() {
    #expect(RMSprop().schedulableNames == ["alpha", "epsilon", "weightDecay"])
    #expect(RMSprop { $0.momentum = 0.5 }.schedulableNames.contains("momentum"))
  }
}
