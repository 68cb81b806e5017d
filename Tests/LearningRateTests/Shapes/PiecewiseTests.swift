import LearningRate
import Testing

@Suite struct PiecewiseTests {
  @Test func `each value holds from its key on`() throws {
    let schedule = Schedule.piecewise([0: 3, 2: 1, 2.5: 7, .percent(60): 2])
    #expect(try values(schedule, steps: 10) == [3, 3, 1, 7, 7, 7, 2, 2, 2, 2, 2])
    #expect(schedule.description == "piecewise([0: 3, 2: 1, 2.5: 7, 60%: 2])")
  }

  @Test func `keys that fall on one step give the last value`() throws {
    let schedule = Schedule.piecewise([0: 1, .percent(1): 2, .percent(2): 3])
    #expect(try values(schedule, steps: 10) == Array(repeating: 3, count: 11))
  }

  @Test func `keys of different units that do not rise are refused when the run is known`() throws {
    let schedule = Schedule.piecewise([0: 1, .percent(50): 2, 20: 3])
    #expect(complaint(schedule, steps: 40) == nil)
    #expect(
      complaint(schedule, steps: 41) == "piecewise: the keys must be rising; received 20 after 50%")
  }

  @Test func `many values are found as fast as few`() throws {
    let text = "piecewise([" + (0..<2_000).map { "\($0): \($0)" }.joined(separator: ",") + "])"
    let curve = try Schedule(text).resolved(steps: 3_000)
    #expect(curve.values(0..<2_000) == (0..<2_000).map(Double.init))
    #expect(curve.value(at: 2_999) == 1_999)
  }
}
