import LearningRate
import Testing

@Suite struct WindowTests {
  /// The lengths of parts that follow one another.
  private func lengths(of parts: [Length], in run: Window) throws -> [Double] {
    var rest = run
    return try parts.map { part in
      let (head, tail) = try rest.split(at: part, named: "part")
      rest = tail
      return head.length
    }
  }

  @Test(arguments: 1...300)
  func `parts that add up to the whole end at the last step`(steps: Int) throws {
    let run = try Window(steps: steps)
    for parts: [Double] in [
      [5, 95], [10, 20, 30, 40], [33.3, 33.3, 33.4], [0.1, 99.9], [1, 1, 1, 97], [12.5, 87.5],
      Array(repeating: 10, count: 10), Array(repeating: 1, count: 100), [50, 0, 50],
      Array(repeating: 0.1, count: 1_000),
    ] {
      let found = try lengths(of: parts.map { .percent($0) }, in: run)
      #expect(found.reduce(0, +) == Double(steps), "\(parts.prefix(4))")
      #expect(found.allSatisfy { $0 == $0.rounded() && $0 >= 0 })
    }
  }

  @Test func `each boundary is within half a step of where it belongs`() throws {
    // seven parts of a seventh of 100 steps: 14.29, 28.57, 42.86, 57.14, 71.43, 85.71, 100
    let parts = Array(repeating: Length.percent(100.0 / 7), count: 7)
    let found = try lengths(of: parts, in: Window(steps: 100))
    #expect(found == [14, 15, 14, 14, 14, 15, 14])
  }

  @Test func `halves round up`() throws {
    // 5 % of 10 is 0.5, so the boundary is at 1, and the next, at 1.0, there too
    #expect(try lengths(of: [.percent(5), .percent(5)], in: Window(steps: 10)) == [1, 0])
    // 2.7 % + 32.3 % of 90 is 31.5, though a Double sums it to 31.499999999999996
    #expect(try lengths(of: [.percent(2.7), .percent(32.3)], in: Window(steps: 90)) == [2, 30])
  }

  @Test func `epochs are of the run and may be broken`() throws {
    // 7 steps per epoch: 1.5 epochs end at 10.5, rounded to 11; 3 epochs at 21
    let run = try Window(steps: 21, stepsPerEpoch: 7)
    #expect(try lengths(of: [.epochs(1.5), .epochs(1.5)], in: run) == [11, 10])
  }

  @Test func `steps are never rounded, and what follows knows where it is`() throws {
    let run = try Window(steps: 10)
    #expect(try lengths(of: [2.5, .percent(50), .percent(25)], in: run) == [2.5, 5.5, 2])
    // 33 % of 10 ends at 3.3, so at 3; two steps more are exactly two
    #expect(try lengths(of: [.percent(33), 2, .percent(47)], in: run) == [3, 2, 5])
    // a fraction carried past a rounding never makes a length negative
    #expect(try lengths(of: [.percent(35), 2.5, .percent(0.1)], in: run) == [4, 2.5, 0])
  }

  @Test func `a length may be left out or be longer than the window`() throws {
    let (_, tail) = try Window(steps: 100).split(at: 40, named: "at")
    #expect(try tail.length(of: nil, named: "over") == 60)
    #expect(try tail.length(of: 500, named: "over") == 500)
    #expect(try tail.length(of: .percent(10), named: "over") == 10)
    #expect((tail.start, tail.end, tail.length) == (40, 100, 60))
  }

  @Test func `a part may be cut off from the end`() throws {
    // 25 % of 10 leave 7.5, so the boundary is at 8; in the first 44 %, 19 % leave 2.5, so 3
    let run = try Window(steps: 10)
    let (head, tail) = try run.split(last: .percent(25), named: "part")
    #expect((head.start, head.end, tail.start, tail.end) == (0, 8, 8, 10))
    let (first, _) = try run.split(at: .percent(44), named: "part")
    #expect(try first.split(last: .percent(19), named: "part").tail.length == 1)
    #expect(try first.split(last: 2.5, named: "part").tail.length == 2.5)
    #expect(try run.split(last: .percent(100), named: "part").head.length == 0)
    let error = #expect(throws: ScheduleError.self) { try run.split(last: 11, named: "part") }
    #expect(error?.description == "part must be at most the 10 steps of its window; received 11")
  }

  @Test(arguments: 1...300)
  func `cutting from either end finds the same boundary`(steps: Int) throws {
    let run = try Window(steps: steps)
    for percent in [0, 1, 5, 10, 12.5, 20, 33.3, 50, 99, 100] {
      let before = try run.split(at: .percent(100 - percent), named: "part")
      let behind = try run.split(last: .percent(percent), named: "part")
      #expect(before.head.end == behind.head.end, "\(percent)")
    }
  }

  @Test func `a window may be longer, shorter or earlier than another`() throws {
    let (_, tail) = try Window(steps: 100).split(at: .percent(33.4), named: "at")
    #expect((tail.start, tail.end) == (33, 100))
    #expect(try tail.stretch(over: .percent(10), named: "over").end == 43)
    #expect(try tail.stretch(over: 500, named: "over").end == 533)
    #expect(try tail.stretch(over: nil, named: "over") == tail)
    #expect(try tail.period(over: .percent(0.5), named: "every").length == 0.5)
    #expect(try tail.startingEarlier(by: .percent(40), named: "by").start == -7)
    #expect(try tail.startingEarlier(by: 3.5, named: "by").length == 70.5)
  }

  @Test func `a period is exact`() throws {
    let run = try Window(steps: 10, stepsPerEpoch: 7)
    #expect(try run.period(of: .percent(25), named: "every") == 2.5)
    #expect(try run.period(of: .epochs(0.5), named: "every") == 3.5)
  }

  @Test(arguments: [
    (0, nil as Int?, "steps must be between 1 and 9007199254740992; received 0"),
    (-5, nil, "steps must be between 1 and 9007199254740992; received -5"),
    (10, 0, "stepsPerEpoch must be between 1 and 9007199254740992; received 0"),
    (Int.max, 1, "steps must be between 1 and 9007199254740992; received 9223372036854775807"),
  ])
  func `a run without steps is refused`(steps: Int, stepsPerEpoch: Int?, message: String) {
    let error = #expect(throws: ScheduleError.self) {
      try Schedule.constant(1).resolved(steps: steps, stepsPerEpoch: stepsPerEpoch)
    }
    #expect(error?.description == message)
  }

  @Test func `epochs of unknown length are refused by name`() {
    let error = #expect(throws: ScheduleError.self) {
      try Schedule.cosine(from: 1, to: 0, over: .epochs(5)).warmup(3).resolved(steps: 100)
    }
    #expect(
      error?.description == "cosine: over must be in steps or percent, "
        + "since the steps per epoch are not known; received 5ep")
  }
}
