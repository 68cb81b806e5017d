import Foundation
import LearningRate
import Notation
import Testing

@Suite struct ScheduleNotationTests {
  @Test(arguments: [
    (
      Schedule.cosine(from: 3e-4, to: 3e-5, over: 10_000).warmup(500),
      "cosine(from: 3e-4, to: 3e-5, over: 10000).warmup(500)"
    ),
    (.constant(1e-3), "constant(1e-3)"),
    (.linear(from: 1, to: 0, over: .percent(95)), "linear(from: 1, to: 0, over: 95%)"),
    (.step(from: 0.1, gamma: 0.1, every: .epochs(30)), "step(from: 0.1, gamma: 0.1, every: 30ep)"),
    (.exponential(from: 1, gamma: 0.9), "exponential(from: 1, gamma: 0.9)"),
    (
      .exponential(from: 1, gamma: 0.9, every: 10), "exponential(from: 1, gamma: 0.9, every: 10)"
    ),
    (.exponential(from: 1, decay: 0.1), "exponential(from: 1, decay: 0.1)"),
    (.exponential(from: 1, to: 0.1, over: 7), "exponential(from: 1, to: 0.1, over: 7)"),
    (.inverseTime(from: 1, decay: 0.5), "inverseTime(from: 1, decay: 0.5)"),
    (.oneCycle(peak: 0.1), "oneCycle(peak: 0.1)"),
    (
      .oneCycle(peak: 0.1, over: 9, warmup: .percent(20), divisor: 10, finalDivisor: 100),
      "oneCycle(peak: 0.1, over: 9, warmup: 20%, divisor: 10, finalDivisor: 100)"
    ),
    (
      .constant(1).warmup(5, from: 1e-8).scaled(by: 0.5).clamped(0...1),
      "constant(1).warmup(5, from: 1e-8).scaled(by: 0.5).clamped(0 ... 1)"
    ),
    (
      .constant(1).then(.linear(from: 1, to: 0).warmup(2), at: .percent(80)),
      "constant(1).then(linear(from: 1, to: 0).warmup(2), at: 80%)"
    ),
  ])
  func `a schedule prints as it is written and reads back equal`(
    schedule: Schedule, text: String
  ) throws {
    #expect(schedule.description == text)
    #expect(try Schedule(text) == schedule)
  }

  @Test func `spaces, dots, order and Swift's own spelling make no difference`() throws {
    let text = "\n.cosine( to: 0, from: 0.000_3, over: .percent(95) )\n  .warmup( .epochs(5) )"
    let expected = Schedule.cosine(from: 3e-4, to: 0, over: .percent(95)).warmup(.epochs(5))
    #expect(try Schedule(text) == expected)
  }

  @Test func `random schedules print, read back, hash and encode equal`() throws {
    var random = SplitMix64(state: 7)
    for _ in 0..<1_000 {
      let schedule = drawSchedule(&random)
      let copy = try Schedule(schedule.description)
      #expect(copy == schedule, "\(schedule)")
      #expect(copy.hashValue == schedule.hashValue)
      #expect(copy.description == schedule.description)
    }
  }

  @Test func `different schedules are not equal`() throws {
    var random = SplitMix64(state: 8)
    let schedules = (0..<300).map { _ in drawSchedule(depth: 3, &random) }
    for (a, b) in zip(schedules, schedules.dropFirst()) {
      #expect((a == b) == (a.description == b.description))
    }
    #expect(Schedule.constant(1) != Schedule.constant(2))
    #expect(Schedule.constant(1) != Schedule.constant(1).warmup(0))
  }

  @Test func `a schedule is stored as one string`() throws {
    let schedule = Schedule.cosine(from: 3e-4, to: 0).warmup(.percent(5))
    let data = try JSONEncoder().encode([schedule])
    #expect(String(decoding: data, as: UTF8.self) == #"["cosine(from: 3e-4, to: 0).warmup(5%)"]"#)
    #expect(try JSONDecoder().decode([Schedule].self, from: data) == [schedule])
    let length = try JSONEncoder().encode([Length.epochs(5)])
    #expect(String(decoding: length, as: UTF8.self) == #"["5ep"]"#)
    #expect(try JSONDecoder().decode([Length].self, from: length) == [.epochs(5)])
  }

  @Test func `a stored schedule that cannot be read says what is wrong with it`() {
    let data = Data(#"["cosin(from: 1, to: 0)"]"#.utf8)
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Schedule].self, from: data)
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("another error")
      return
    }
    #expect(context.debugDescription == "unknown shape 'cosin' at column 1; did you mean 'cosine'?")
    #expect(context.codingPath.count == 1)
    #expect(context.underlyingError is NotationError)
  }
}
