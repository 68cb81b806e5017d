import LearningRate
import Testing

@Suite struct CurveTests {
  @Test func `a curve keeps what it was resolved with`() throws {
    let schedule = Schedule.linear(from: 1, to: 0)
    let curve = try schedule.resolved(steps: 10, stepsPerEpoch: 5)
    #expect((curve.schedule, curve.steps) == (schedule, 10))
    #expect(curve.stepsPerEpoch == 5)
    #expect(curve == (try schedule.resolved(steps: 10, stepsPerEpoch: 5)))
    #expect(curve != (try schedule.resolved(steps: 11, stepsPerEpoch: 5)))
    #expect(curve != (try schedule.resolved(steps: 10)))
    #expect(Set([curve, curve]).count == 1)
  }

  @Test func `the peak leaves out the end of the run`() throws {
    #expect(try Schedule.linear(from: 0, to: 4).resolved(steps: 4).peak == 3)
    #expect(try Schedule.linear(from: -1, to: -5).resolved(steps: 4).peak == -1)
    #expect(try Schedule.constant(2).resolved(steps: 1).peak == 2)
  }

  @Test func `an empty range has no values`() throws {
    #expect(try Schedule.constant(2).resolved(steps: 1).values(5..<5).isEmpty)
  }

  @Test func `a million values of a long chain take well under a second`() throws {
    let curve = try Schedule.cosine(from: 1, to: 0).warmup(.percent(5)).scaled(by: 2)
      .clamped(0...1).resolved(steps: 1_000_000)
    var values = [Double](repeating: 0, count: 1_000_000)
    let time = ContinuousClock().measure { curve.fill(&values, from: 0) }
    #expect(time < .seconds(5))
    #expect(values[50_000] == 1)
  }
}
