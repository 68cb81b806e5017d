import LearningRate
import Testing

@Suite struct SpikeBackoffTests {
  private let calm = (0..<20).map { 1 + 0.1 * Double($0 % 3 - 1) }  // 0.9, 1, 1.1, …

  private func answers(
    _ controller: Controller, _ losses: [Double]
  ) -> (state: ControllerState, actions: [ControllerAction]) {
    var state = controller.initialState
    let actions = losses.enumerated().map { state.observe($1, at: $0) }
    return (state, actions)
  }

  @Test func `a spike that lasts restores, lowers, and the factor comes back along a line`() {
    let controller = Controller.spikeBackoff(factor: 0.5, patience: 2, recover: 10)
    let (state, actions) = answers(controller, calm + [9, 9, 9])
    #expect(actions.dropLast().allSatisfy { $0 == .keep })
    #expect(actions.last == .restore(from: 1, to: 0.5))
    let steps = [Int.min, 0, 22, 23, 27, 31, 32, Int.max]
    #expect(steps.map(state.factor(at:)) == [0.5, 0.5, 0.5, 0.55, 0.75, 0.95, 1, 1])
  }

  @Test func `the median distance decides what a spike is`() {
    // the median is 1 and the median distance 0.1: a spike is above 1 + 6 · 0.14826… = 1.88956…
    let controller = Controller.spikeBackoff(patience: 0)
    #expect(answers(controller, calm + [1.8895]).actions.last == .keep)
    #expect(answers(controller, calm + [1.8896]).actions.last == .restore(from: 1, to: 0.5))
    // of a constant it is a hundredth of the size: a spike is above 2.12
    let constant = Array(repeating: 2.0, count: 12)
    #expect(answers(controller, constant + [2.11]).actions.last == .keep)
    #expect(answers(controller, constant + [2.13]).actions.last == .restore(from: 1, to: 0.5))
  }

  @Test func `one bad batch is not enough, nor are the first losses, nor a fall`() {
    let controller = Controller.spikeBackoff()
    #expect(answers(controller, calm + [9, 9, 1, 9, 9, 1]).actions.allSatisfy { $0 == .keep })
    let rising = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
    #expect(answers(.spikeBackoff(patience: 0), rising).actions.allSatisfy { $0 == .keep })
    let fall = calm + [1e-9, -5, -1e9]
    #expect(answers(.spikeBackoff(patience: 0), fall).actions.allSatisfy { $0 == .keep })
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e101])
  func `a loss that is none is acted on at once`(loss: Double) {
    #expect(answers(.spikeBackoff(), [loss]).actions == [.restore(from: 1, to: 0.5)])
  }

  @Test func `the factor is lowered from what it has come back to`() {
    var state = Controller.spikeBackoff(factor: 0.5, recover: 10).initialState
    _ = state.observe(.nan, at: 100)
    #expect(state.observe(.nan, at: 105) == .restore(from: 0.75, to: 0.375))
    #expect(state.factor(at: 105) == 0.375)
  }

  @Test func `after the limit it only lowers, until the factor has come back`() {
    var state = Controller.spikeBackoff(factor: 0.5, recover: 10, limit: 2, minFactor: 0.1)
      .initialState
    // the same step again and again, as when the loop goes back and meets the same spike
    let actions = (0..<5).map { _ in state.observe(.nan, at: 7) }
    #expect(
      actions == [
        .restore(from: 1, to: 0.5), .restore(from: 0.5, to: 0.25), .changed(from: 0.25, to: 0.125),
        .changed(from: 0.125, to: 0.1), .keep,
      ])
    #expect(state.observe(.nan, at: 17) == .restore(from: 1, to: 0.5))
  }

  @Test func `a loss that comes to stay at a higher level is the new normal`() {
    var state = Controller.spikeBackoff(patience: 0, recover: 1_000, limit: 1).initialState
    let losses = calm + Array(repeating: 9, count: 40)
    let actions = losses.enumerated().map { state.observe($1, at: $0) }
    #expect(actions[20] == .restore(from: 1, to: 0.5))
    guard case .changed = actions[21] else {
      Issue.record("\(actions[21])")
      return
    }
    #expect(actions[22...].allSatisfy { $0 == .keep })
  }

  @Test func `a factor of one restores without lowering, and no more often`() {
    let controller = Controller.spikeBackoff(factor: 1, limit: 2)
    let (_, actions) = answers(controller, [.nan, .nan, .nan])
    #expect(actions == [.restore(from: 1, to: 1), .restore(from: 1, to: 1), .keep])
  }
}
