import LearningRate
import Testing

@Suite struct ExponentialTests {
  @Test func `by a factor`() throws {
    // 0.1 · 0.5^(t / 4), from Python 3.11
    let expected = [0.1, 0.08408964152537146, 0.07071067811865477, 0.05946035575013606, 0.05]
    let found = try values(.exponential(from: 0.1, gamma: 0.5, every: 4), steps: 4)
    #expect(zip(found, expected).allSatisfy { isClose($0, $1) }, "\(found)")
    // PyTorch 2.13.0: ExponentialLR(gamma=0.9) from 0.2
    let everyStep = try values(.exponential(from: 0.2, gamma: 0.9), steps: 4)
    let torch = [0.2, 0.18000000000000002, 0.16200000000000003, 0.14580000000000004, 0.13122]
    #expect(zip(everyStep, torch).allSatisfy { isClose($0, $1) }, "\(everyStep)")
  }

  @Test func `by a rate of decay`() throws {
    // 0.1 · e^(−0.3 t), from Python 3.11
    let expected = [
      0.1, 0.0740818220681718, 0.05488116360940264, 0.04065696597405992, 0.030119421191220214,
    ]
    let found = try values(.exponential(from: 0.1, decay: 0.3), steps: 4)
    #expect(zip(found, expected).allSatisfy { isClose($0, $1) }, "\(found)")
  }

  @Test func `from one value to another`() throws {
    // half a decade per step
    let expected = [1e-5, 1e-4, 1e-3, 1e-2, 0.1]
    let found = try values(.exponential(from: 1e-5, to: 0.1), steps: 8, through: 12)
    #expect(zip([0, 2, 4, 6, 8].map { found[$0] }, expected).allSatisfy { isClose($0, $1) })
    #expect(isClose(found[1], 3.1622776601683795e-05))
    #expect((found[0], found[8], found[12]) == (1e-5, 0.1, 0.1))
  }

  @Test func `between negative values and over no length`() throws {
    #expect(isClose(try values(.exponential(from: -4, to: -1), steps: 2)[1], -2))
    #expect(try values(.exponential(from: 4, to: 1, over: 0), steps: 1) == [1, 1])
  }

  @Test func `past the end of the window it holds`() throws {
    let found = try values(.exponential(from: 1, gamma: 0.5), steps: 3, through: 5)
    #expect(found == [1, 0.5, 0.25, 0.125, 0.125, 0.125])
    let decaying = try values(.exponential(from: 1, decay: 1), steps: 3, through: 9)
    #expect(decaying[3] == decaying[9])
  }

  @Test func `growth beyond all numbers is refused when it is resolved`() throws {
    let schedule = Schedule.exponential(from: 1, gamma: 2)
    #expect(try schedule.resolved(steps: 1_000).value(at: 1_000).isFinite)
    let error = #expect(throws: ScheduleError.self) { try schedule.resolved(steps: 2_000) }
    #expect(
      error?.description
        == "exponential: gamma must be small enough to stay finite over 2000 steps; received 2")
  }
}
