import LearningRate
import Testing

/// What a plan says at the end of its run and past it (FIELD.md E-1, E-4).
@Suite struct HorizonTests {
  private let plan = Plan(.cosine(from: 1, to: 0.25).warmup(2))

  @Test func `past its end a plan holds its last values and says that it is over`() throws {
    let resolved = try plan.resolved(steps: 10)
    for step in [10, 11, 19, 20, 1000, Int.max] {
      #expect(resolved.values(at: step).learningRate == 0.25)
      #expect(resolved.isPastEnd(step))
    }
    #expect(!resolved.isPastEnd(9))
    #expect(!resolved.isPastEnd(-1))
  }

  @Test func `a longer run is an explicit rebase and is the same plan over the new length`() throws
  {
    let rebased = try plan.resolved(steps: 10).rebased(to: 20)
    #expect(rebased == (try plan.resolved(steps: 20)))
    #expect(rebased.steps == 20)
    // Half way down from 1 to 0.25.
    #expect(abs(rebased.values(at: 11).learningRate - 0.625) < 1e-15)
  }

  @Test func `a rebase that leaves no room for a phase is refused`() throws {
    let resolved = try Plan(.constant(1).warmup(8)).resolved(steps: 10)
    let error = try #require(throws: ScheduleError.self) { try resolved.rebased(to: 5) }
    #expect(error.description.hasPrefix("warmup: length must be at most the 5 steps"))
  }

  @Test func `a plan that takes over counts from where it does`() throws {
    let next = try Plan(.linear(from: 1, to: 0)).resolved(steps: 4, startingAt: 10)
    #expect((10...15).map { next.values(at: $0).learningRate } == [1, 0.75, 0.5, 0.25, 0, 0])
    #expect(next.values(at: 3).learningRate == 1)
    #expect((next.values(at: .min).learningRate, next.values(at: .max).learningRate) == (1, 0))
    #expect((next.end, next.isPastEnd(13), next.isPastEnd(14)) == (14, false, true))
  }

  @Test func `a plan cannot take over before the run`() {
    #expect(throws: ScheduleError("start", "between 0 and 9007199254740992", received: "-1")) {
      try plan.resolved(steps: 10, startingAt: -1)
    }
  }

  @Test(arguments: [
    ("a(1)", "a(2)", "  was: a(1)\n  now: a(2)\n         ^"),
    ("w(5%), 10", "w(10%), 10", "  was: w(5%), 10\n  now: w(10%), 10\n         ^^"),
    ("a.b", "a", "  was: a.b\n  now: a\n        ^"),
    ("x 12", "x 125", "  was: x 12\n  now: x 125\n         ^^^"),
  ])
  func `the difference of two plans is marked`(was: String, now: String, text: String) {
    #expect(PlanDifference(was, now)?.description == text)
  }

  @Test func `equal plans have no difference`() {
    #expect(PlanDifference("a(1)", "a(1)") == nil)
  }
}
