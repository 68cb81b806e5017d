import LearningRate
import Testing

@Suite struct ThenTests {
  @Test func `the second schedule starts at the boundary with its own step zero`() throws {
    let found = try values(.constant(5).then(.linear(from: 4, to: 0), at: 3), steps: 7)
    #expect(found == [5, 5, 5, 4, 3, 2, 1, 0])
  }

  @Test func `the first schedule fills its part`() throws {
    let found = try values(.linear(from: 4, to: 0).then(.constant(9), at: 4), steps: 6)
    #expect(found == [4, 3, 2, 1, 9, 9, 9])
  }

  @Test func `a boundary at the start or the end leaves one schedule`() throws {
    let (a, b) = (Schedule.constant(1), Schedule.constant(2))
    #expect(try values(a.then(b, at: 0), steps: 3) == [2, 2, 2, 2])
    #expect(try values(a.then(b, at: .percent(100)), steps: 3) == [1, 1, 1, 2])
  }

  @Test func `the boundary counts on the receiver's own clock`() throws {
    // under the warmup the clock starts at 2, so the boundary is at 2 + 3
    let schedule = Schedule.constant(1).then(.constant(2), at: 3).warmup(2, from: 1)
    #expect(try values(schedule, steps: 7) == [1, 1, 1, 1, 1, 2, 2, 2])
  }

  @Test func `phases that do not fit are refused by name`() {
    let schedule = Schedule.constant(1).then(.constant(2), at: 80).warmup(.percent(30))
    let error = #expect(throws: ScheduleError.self) { try schedule.resolved(steps: 100) }
    #expect(
      error?.description == "then: at must be at most the 70 steps of its window; received 80")
    let share = #expect(throws: ScheduleError.self) {
      try Schedule.constant(1).then(.constant(2), at: .percent(80)).warmup(30)
        .resolved(steps: 100)
    }
    #expect(
      share?.description
        == "then: at must be at most the 70 steps of its window; received 80%, which is 80 steps")
  }
}
