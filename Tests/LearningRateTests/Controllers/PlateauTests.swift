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
