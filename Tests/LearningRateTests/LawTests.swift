import Foundation
import LearningRate
import Notation
import Testing

/// What holds for every schedule, tried on randomly drawn ones.
@Suite struct LawTests {
  private let steps = 96

  private func curves(_ seed: UInt64, _ count: Int = 1_000) throws -> [Curve] {
    var random = SplitMix64(state: seed)
    return try (0..<count).map { _ in
      try drawSchedule(&random).resolved(steps: steps, stepsPerEpoch: 8)
    }
  }

  @Test func `every word is drawn`() {
    var random = SplitMix64(state: 20)
    let drawn = (0..<2_000).map { _ in drawSchedule(&random).description }.joined()
    let words = ScheduleCatalogue.standard.shapeWords + ScheduleCatalogue.standard.modifierWords
    for word in words { #expect(drawn.contains(word.name + "("), "\(word.name)") }
  }

  @Test func `every step has a finite value, within and beyond the run`() throws {
    for curve in try curves(21) {
      let far = [Int.min, -1, steps, steps + 1, 10 * steps, Int.max].map(curve.value(at:))
      let isFinite = (far + curve.values(0..<steps)).allSatisfy { $0.isFinite }
      #expect(isFinite, "\(curve.schedule)")
    }
  }

  @Test func `no value is larger than the form says`() throws {
    let run = try Window(steps: steps, stepsPerEpoch: 8)
    for curve in try curves(27) {
      let bound = try curve.schedule.closedForm(in: run).bound
      let largest = curve.values(0..<steps + 20).map(\.magnitude).max() ?? 0
      #expect(largest <= bound * (1 + 1e-12), "\(curve.schedule)")
      #expect(bound <= 1_000, "\(curve.schedule)")
    }
  }

  @Test func `where the turns are known, the extremes are there`() throws {
    var known = 0
    for curve in try curves(28, 3_000) {
      guard let range = curve.rangeAtTurns else { continue }
      known += 1
      let values = curve.values(0..<steps)
      let slack = 1e-14 * max(values.map(\.magnitude).max() ?? 0, 1e-300)
      #expect(try abs(#require(values.min()) - range.lowerBound) <= slack, "\(curve.schedule)")
      #expect(try abs(#require(values.max()) - range.upperBound) <= slack, "\(curve.schedule)")
    }
    #expect(known > 300)
  }

  @Test func `the peak of a billion steps is found among the turns`() throws {
    let curve = try Schedule.cosine(from: 3e-4, to: 0).warmup(.percent(5))
      .resolved(steps: 1_000_000_000)
    #expect(curve.range == curve.value(at: 999_999_999)...3e-4)
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

  @Test func `filling from any step changes no bit`() throws {
    var random = SplitMix64(state: 33)
    for curve in try curves(34) {
      let start = Int.random(in: -40...steps + 20, using: &random)
      // sometimes more than are made at once
      let count = Int.random(in: 0...20, using: &random) == 0 ? 2_500 : steps
      var buffer = [Double](
        repeating: .nan, count: Int.random(in: 0...count, using: &random))
      curve.fill(&buffer, from: start)
      let asked = buffer.indices.map { curve.value(at: start + $0).bitPattern }
      #expect(buffer.map(\.bitPattern) == asked, "\(curve.schedule) from \(start)")
    }
  }

  @Test func `a form that is asked for many times at once, in any order, changes no bit`() throws {
    var random = SplitMix64(state: 35)
    let run = try Window(steps: steps, stepsPerEpoch: 8)
    for _ in 0..<1_000 {
      let schedule = drawSchedule(&random)
      let form = try schedule.closedForm(in: run)
      let times = (0..<300).map { _ in
        let time = Double.random(in: 0...120, using: &random)
        return Bool.random(using: &random) ? time : (2 * time).rounded() / 2
      }
      var values = times
      values.withUnsafeMutableBufferPointer { form.evaluate(inPlace: $0) }
      let asked = times.map { form.value(at: $0).bitPattern }
      #expect(values.map(\.bitPattern) == asked, "\(schedule)")
    }
  }

  @Test func `a schedule that was parsed has the values of the one that was printed`() throws {
    for curve in try curves(24) {
      let copy = try Schedule(curve.schedule.description).resolved(steps: steps, stepsPerEpoch: 8)
      #expect(copy == curve)
      #expect(copy.values(0..<steps) == curve.values(0..<steps))
    }
  }

  @Test func `a run that stops at any step and is stored goes on as if it had not`() throws {
    var random = SplitMix64(state: 28)
    for curve in try curves(29, 300) {
      let stored = try JSONEncoder().encode(Plan(curve.schedule))
      let step = Int.random(in: 0..<steps, using: &random)
      let resumed = try JSONDecoder().decode(Plan.self, from: stored)
        .resolved(steps: steps, stepsPerEpoch: 8)
      let rest = (step..<steps).map { resumed.values(at: $0).learningRate }
      #expect(rest == curve.values(step..<steps), "\(curve.schedule)")
    }
  }

  @Test func `the peak is the largest value of the run`() throws {
    for curve in try curves(25, 300) {
      #expect(curve.peak == curve.values(0..<steps).max())
    }
  }

  @Test func `two halves of a line make the line`() throws {
    let line = try Schedule.linear(from: 8, to: 0).resolved(steps: 64)
    let halves = try Schedule.linear(from: 8, to: 4)
      .then(.linear(from: 4, to: 0), at: .percent(50)).resolved(steps: 64)
    #expect(line.values(0..<70) == halves.values(0..<70))
  }
}
