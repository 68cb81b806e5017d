import LearningRate
import Testing

@Suite struct WarmupTests {
  @Test func `the first update is not wasted and the last reaches the peak`() throws {
    // v (t + 1) / (w + 1) with v = 1, w = 4: fifths
    let found = try values(.constant(1).warmup(4), steps: 6)
    #expect(zip(found, [0.2, 0.4, 0.6, 0.8, 1, 1, 1]).allSatisfy { isClose($0, $1) }, "\(found)")
    #expect(found[4] == 1)
  }

  @Test func `from a value it starts there and ends at the peak`() throws {
    let found = try values(.constant(1).warmup(4, from: 0), steps: 6)
    #expect(found == [0, 0.25, 0.5, 0.75, 1, 1, 1])
    #expect(try values(.constant(1).warmup(2, from: 3), steps: 3) == [3, 2, 1, 1])
  }

  @Test func `the schedule behind it starts at its own step zero and fills the rest`() throws {
    let found = try values(.linear(from: 8, to: 0).warmup(2), steps: 6)
    #expect(found[2...] == [8, 6, 4, 2, 0])
    #expect(isClose(found[0], 8.0 / 3) && isClose(found[1], 16.0 / 3))
  }

  @Test func `no warmup changes nothing, and one step is half of the peak`() throws {
    let schedule = Schedule.linear(from: 8, to: 0)
    #expect(try values(schedule.warmup(0), steps: 4) == values(schedule, steps: 4))
    #expect(try values(schedule.warmup(0, from: 3), steps: 4) == values(schedule, steps: 4))
    #expect(try values(.constant(8).warmup(1), steps: 2) == [4, 8, 8])
  }

  @Test func `a whole run of warmup fits and one step more does not`() throws {
    #expect(try values(.constant(1).warmup(3, from: 0.25), steps: 3) == [0.25, 0.5, 0.75, 1])
    let error = #expect(throws: ScheduleError.self) {
      try Schedule.constant(1).warmup(500).resolved(steps: 300)
    }
    #expect(
      error?.description
        == "warmup: length must be at most the 300 steps of its window; received 500")
  }

  @Test func `a fractional length hands over between two steps`() throws {
    // from 0 to 1 over 2.5: 0, 0.4, 0.8; then the line of 2.5 steps from its own 0.5 on
    let found = try values(.linear(from: 1, to: 0).warmup(2.5, from: 0), steps: 5)
    #expect(zip(found, [0, 0.4, 0.8, 0.8, 0.4, 0]).allSatisfy { isClose($0, $1) }, "\(found)")
  }

  @Test func `a schedule that starts below zero is led up to as well`() throws {
    #expect(try values(.constant(-4).warmup(1), steps: 2) == [-2, -4, -4])
  }
}
