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

  @Test func `a buffer may be empty, begin below zero, and end past the largest step`() throws {
    let curve = try Schedule.linear(from: 8, to: 0).warmup(3).resolved(steps: 2_000)
    var buffer: [Double] = []
    curve.fill(&buffer, from: .min)
    #expect(buffer.isEmpty)
    buffer = [Double](repeating: .nan, count: 2_500)
    curve.fill(&buffer, from: -1_030)
    #expect(buffer[...1_030].allSatisfy { $0 == 2 })
    #expect(buffer[1_031...1_033] == [4, 6, 8])
    curve.fill(&buffer, from: .max - 1_030)
    #expect(buffer.allSatisfy { $0 == 0 })
    curve.fill(&buffer, from: .min)
    #expect(buffer.allSatisfy { $0 == 2 })
  }

  @Test func `a form that only answers for one time fills a buffer too`() throws {
    struct Square: ClosedForm {
      func value(at time: Double) -> Double { time * time }
    }
    var times = [3, 0, 0.5]
    times.withUnsafeMutableBufferPointer { Square().evaluate(inPlace: $0) }
    #expect(times == [9, 0, 0.25])
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
