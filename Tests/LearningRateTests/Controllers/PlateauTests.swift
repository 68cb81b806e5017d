import Foundation
import LearningRate
import Testing

@Suite struct PlateauTests {
  @Test func `it cuts at bad measurement number patience plus one`() {
    let found = factors(.plateau(factor: 0.5, patience: 2), [3, 2, 2, 2, 2, 2, 2, 2])
    #expect(found == [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25])
    let atOnce = factors(.plateau(factor: 0.5, patience: 0), [2, 2, 1, 1])
    #expect(atOnce == [1, 0.5, 0.5, 0.25])
  }

  @Test func `the answer says what changed`() {
    var state = Controller.plateau(factor: 0.5, patience: 1).initialState
    let answers = [4, 4, 4, 3].map { state.observe($0, at: 0) }
    #expect(answers == [.keep, .keep, .changed(from: 1, to: 0.5), .keep])
    #expect(state.factor(at: 0) == 0.5)
  }

  @Test func `nothing is bad in a cooldown, and a better measurement there counts as the best`() {
    // cut at the third, then two that are not counted, then two bad ones
    let found = factors(
      .plateau(factor: 0.5, patience: 1, cooldown: 2), [5, 5, 5, 4, 5, 5, 5, 5])
    #expect(found == [1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25])
  }

  @Test func `the factor stops at its bound, and a tiny cut is not made`() {
    let bounded = factors(
      .plateau(factor: 0.5, patience: 0, minFactor: 0.3), [1, 1, 1, 1])
    #expect(bounded == [1, 0.5, 0.3, 0.3])
    let tiny = factors(.plateau(factor: 0.5, patience: 0, epsilon: 0.25), [1, 1, 1, 1])
    #expect(tiny == [1, 0.5, 0.5, 0.5])
  }

  @Test func `it ends the run when patience has run out so often without an improvement`() {
    // The best at 4; patience runs out at every second bad one: cut, cut, stop.
    var state = Controller.plateau(factor: 0.5, patience: 1, stopAfter: 3).initialState
    let answers = [4, 4, 4, 4, 4, 4, 4].map { state.observe($0, at: 0) }
    #expect(
      answers == [
        .keep, .keep, .changed(from: 1, to: 0.5), .keep, .changed(from: 0.5, to: 0.25), .keep,
        .stop,
      ])
    #expect(state.isOver)
    // An improvement between begins the count anew.
    var better = Controller.plateau(factor: 0.5, patience: 0, stopAfter: 2).initialState
    for value in [4.0, 4, 3, 3, 2, 2] { #expect(better.observe(value, at: 0) != .stop) }
    #expect(better.observe(2, at: 0) == .stop)
  }

  @Test func `at its floor it ends the run at once, if it may`() {
    var floor = Controller.plateau(factor: 0.5, patience: 0, minFactor: 0.5, stopAfter: 9)
      .initialState
    #expect(
      [1, 1, 1].map { floor.observe($0, at: 0) } == [.keep, .changed(from: 1, to: 0.5), .stop])
    var endless = Controller.plateau(factor: 0.5, patience: 0, minFactor: 0.5).initialState
    for value in Array(repeating: 1.0, count: 50) {
      #expect(endless.observe(value, at: 0) != .stop)
    }
    #expect(!endless.isOver)
  }

  @Test func `a stored count is checked, and one from before there was any is read`() throws {
    let controller = Controller.plateau(factor: 0.5, patience: 0, stopAfter: 2)
    func stored(_ state: String) throws -> ControllerState {
      try JSONDecoder().decode(
        ControllerState.self,
        from: Data(#"{"controller": "\#(controller)", "state": \#(state)}"#.utf8))
    }
    #expect(try !stored(#"{"factor": 1, "bad": 0, "cooldown": 0}"#).isOver)
    #expect(try stored(#"{"factor": 0.5, "bad": 0, "cooldown": 0, "exhausted": 2}"#).isOver)
    #expect(throws: DecodingError.self) {
      try stored(#"{"factor": 0.5, "bad": 0, "cooldown": 0, "exhausted": 3}"#)
    }
  }

  @Test func `a negative loss that gets worse is cut, where PyTorch sees improvements`() throws {
    let torch = ControllerReference.worseningNegative[0]
    #expect(torch.factors.allSatisfy { $0 == 1 })
    let found = factors(try Controller(torch.notation), torch.measurements)
    #expect(found[..<3] == [1, 1, 1])
    #expect(found[3] == 0.5 && found[6] == 0.25 && found.last == 0.015625)
  }

  @Test func `the smaller of a series is the larger of its mirror image`() {
    var random = SplitMix64(state: 51)
    for _ in 0..<200 {
      var level = 0.0
      let values = (0..<40).map { _ in
        level += Double.random(in: -0.1...0.09, using: &random)
        return level
      }
      let down = Controller.plateau(factor: 0.5, patience: 1, threshold: 0.01)
      let up = Controller.plateau(factor: 0.5, patience: 1, threshold: 0.01, mode: .max)
      #expect(factors(down, values) == factors(up, values.map { -$0 }))
    }
  }

  @Test func `around zero an improvement is anything better than zero`() {
    let plateau = Controller.plateau(factor: 0.5, patience: 0, threshold: 0.1)
    #expect(factors(plateau, [0, -0.0, -1e-300, -1]) == [1, 0.5, 0.5, 0.5])
    #expect(factors(plateau, [0, 1e-300, 0, -0.0]) == [1, 0.5, 0.25, 0.125])
  }

  @Test func `a measurement that is none is ignored, or counted as bad if asked`() {
    let broken: [Double] = [1, .nan, .infinity, -.infinity, 1e200, 1]
    #expect(factors(.plateau(factor: 0.5, patience: 0), broken) == [1, 1, 1, 1, 1, 0.5])
    let strict = Controller.plateau(factor: 0.5, patience: 0, nonFinite: .bad)
    #expect(factors(strict, broken) == [1, 0.5, 0.25, 0.125, 0.0625, 0.03125])
  }

  @Test func `a factor of one answers nothing`() {
    #expect(factors(.plateau(factor: 1, patience: 0), [1, 2, 3]) == [1, 1, 1])
  }
}
