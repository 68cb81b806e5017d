import LearningRate
import Testing

/// What holds for every schedule, tried on randomly drawn ones.
@Suite struct LawTests {
  private let steps = 96

  private func curves(_ seed: UInt64) throws -> [Curve] {
    var random = SplitMix64(state: seed)
    return try (0..<400).map { _ in
      try drawSchedule(&random).resolved(steps: steps, stepsPerEpoch: 8)
    }
  }

  @Test func `every step has a finite value, within and beyond the run`() throws {
    for curve in try curves(21) {
      let far = [Int.min, -1, steps, steps + 1, 10 * steps, Int.max].map(curve.value(at:))
      let isFinite = (far + curve.values(0..<steps)).allSatisfy { $0.isFinite }
      #expect(isFinite, "\(curve.schedule)")
    }
  }

  @Test func `steps below zero read as zero and steps far beyond the run hold`() throws {
    for curve in try curves(22) {
      #expect(curve.value(at: Int.min) == curve.value(at: 0))
      #expect(curve.value(at: -1) == curve.value(at: 0))
      #expect(curve.value(at: 10_000) == curve.value(at: Int.max), "\(curve.schedule)")
    }
  }

  @Test func `asking backwards, twice or in bulk changes no bit`() throws {
    for curve in try curves(23) {
      let forwards = (-2..<steps + 5).map { curve.value(at: $0).bitPattern }
      let backwards = (-2..<steps + 5).reversed().map { curve.value(at: $0).bitPattern }
      #expect(forwards == backwards.reversed())
      #expect(forwards == curve.values(-2..<steps + 5).map(\.bitPattern))
      var buffer = [Double](repeating: .nan, count: 7)
      curve.fill(&buffer, from: Int.max)
      #expect(buffer.last == curve.value(at: Int.max))
      curve.fill(&buffer, from: 11)
      #expect(buffer.map(\.bitPattern) == Array(forwards[13..<20]))
    }
  }

  @Test func `a schedule that was parsed has the values of the one that was printed`() throws {
    for curve in try curves(24) {
      let copy = try Schedule(curve.schedule.description).resolved(steps: steps, stepsPerEpoch: 8)
      #expect(copy == curve)
      #expect(copy.values(0..<steps) == curve.values(0..<steps))
    }
  }

  @Test func `the peak is the largest value of the run`() throws {
    for curve in try curves(25) {
      #expect(curve.peak == curve.values(0..<steps).max())
    }
  }

  @Test func `shapes with ends have them exactly`() throws {
    var random = SplitMix64(state: 26)
    for _ in 0..<500 {
      let (a, b) = (
        Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random)
      )
      let length = Int.random(in: 1...90, using: &random)
      for schedule in [
        Schedule.linear(from: a, to: b, over: .steps(length)),
        .cosine(from: a, to: b, over: .steps(length)),
        .exponential(from: a + 1e-9, to: b + 1e-9, over: .steps(length)).scaled(by: 1),
      ] {
        let curve = try schedule.resolved(steps: steps)
        let offset = schedule.depth > 1 ? 1e-9 : 0
        #expect(curve.value(at: 0) == a + offset, "\(schedule)")
        #expect(curve.value(at: length) == b + offset, "\(schedule)")
        let run = curve.values(0..<length + 1)
        let steady = zip(run, run.dropFirst()).allSatisfy { a <= b ? $0 <= $1 : $0 >= $1 }
        #expect(steady, "\(schedule)")
      }
    }
  }

  @Test func `two halves of a line make the line`() throws {
    let line = try Schedule.linear(from: 8, to: 0).resolved(steps: 64)
    let halves = try Schedule.linear(from: 8, to: 4)
      .then(.linear(from: 4, to: 0), at: .percent(50)).resolved(steps: 64)
    #expect(line.values(0..<70) == halves.values(0..<70))
  }
}
