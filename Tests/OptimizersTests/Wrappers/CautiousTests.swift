import Notation
import Optimizers
import Testing

@Suite struct CautiousTests {
  @Test func `what goes up along the gradient is left out and the rest made longer`() {
    let optimizer = Optimizer.sgd(momentum: 0.5).cautious()
    let parameters = Parameters<Double>([[0, 0, 0]], gradients: [[1, 1, 1]])
    let state = parameters.state(of: optimizer)
    // All three agree: 3/(3 + 1) of the way.
    optimizer.step(parameters.buffers, state, learningRate: 1)
    #expect(parameters.numbers == [[-0.75, -0.75, -0.75]])
    // v = 0.25, 1.5, 0.5: the first goes against its gradient, the last has none. 3/(1 + 1)·1.5 = 2.25
    parameters.setGradients([[-0.25, 1, 0]])
    optimizer.step(parameters.buffers, state, learningRate: 1)
    #expect(parameters.numbers == [[-0.75, -3, -0.75]])
    #expect(Array(state.slot(0, of: 0)) == [0.25, 1.5, 0.5])  // the history is the base's
  }

  @Test func `decoupled decay is never left out`() throws {
    let optimizer = Optimizer.adamw(weightDecay: 0.5).cautious()
    let parameters = Parameters<Double>([[2], [2]], gradients: [[1], [1]])
    let state = parameters.state(of: optimizer)
    let groups = [
      StepSettings.Group(learningRate: 0.125),
      StepSettings.Group(learningRate: 0.125, hyperparameters: ["weightDecay": 2]),
    ]
    let settings = StepSettings(groups: groups, groupOfParameter: [0, 1])
    try optimizer.step(parameters.buffers, state, settings)
    let before = parameters.numbers
    // Half of (1 − ηλ)·2 − η: n/(1 + 1) of Adam's first step, whose ε is 1e-8 of it.
    #expect((before[0][0] - (1.875 - 0.0625)).magnitude <= 1e-9)
    #expect((before[1][0] - (1.5 - 0.0625)).magnitude <= 1e-9)
    parameters.setGradients([[-1e-3], [-1e-3]])
    try optimizer.step(parameters.buffers, state, settings)
    #expect(parameters.numbers == [[before[0][0] * (1 - 0.125 * 0.5)], [before[1][0] * 0.75]])
  }

  @Test func `an L2 penalty is part of the step`() {
    let optimizer = Optimizer.sgd(weightDecay: 0.5).cautious()
    let parameters = Parameters<Double>([[2, 2]], gradients: [[0, 1]])
    let state = parameters.state(of: optimizer)
    // g + λp = 1 and 2; the first has no gradient to agree with. 2 − 2/(1 + 1)·2 = 0
    optimizer.step(parameters.buffers, state, learningRate: 1)
    #expect(parameters.numbers == [[2, 0]])
  }

  @Test func `tiny and huge gradients have a sign too`() {
    let optimizer = Optimizer.adam(epsilon: 1e-40).cautious()
    let parameters = Parameters<Float>([[1], [1], [0]], gradients: [[1e-30], [1e15], [0]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 1e-2)
    let found = parameters.numbers
    #expect(found[1][0] < 1 && found[1][0] > 0.99)
    #expect(found[2] == [0])
  }

  @Test(arguments: ["cautious", "mechanic"])
  func `an average belongs outside`(word: String) throws {
    #expect(try Optimizer("adam.\(word).averaged").hasEvaluationParameters)
    let error = #expect(throws: NotationError.self) { try Optimizer("adam.averaged.\(word)") }
    #expect(
      error?.summary.hasPrefix(
        "the base of \(word) must be evaluated as it is trained, with averages taken outside; "
          + "received adam.averaged()") == true)
  }

  /// 1 + 1e-9 is 1 in float32: the change of all but one element is lost, and none disagrees.
  @Test func `a change too small to be seen does not disagree`() {
    let optimizer = Optimizer.sgd().cautious()
    let parameters = Parameters<Float>(
      [Array(repeating: 1, count: 99) + [0]], gradients: [Array(repeating: 1, count: 100)])
    optimizer.step(parameters.buffers, parameters.state(of: optimizer), learningRate: 1e-9)
    // 100/(100 + 1) times the plain step.
    #expect((parameters.numbers[0][99] + 0.990099e-9).magnitude < 1e-14)
    #expect(parameters.numbers[0][..<99].allSatisfy { $0 == 1 })
  }
}
