import LearningRate
import Notation
import Testing

@Suite struct ScheduleParsingErrorTests {
  private static let shapes = ScheduleCatalogue.standard.shapeWords.map(\.name)

  @Test func `a mistake shows its line, a caret and the nearest word`() {
    let error = #expect(throws: NotationError.self) {
      try Schedule("cosin(from: 3e-4, to: 0).warmup(5%)")
    }
    #expect(
      error?.description == """
        unknown shape 'cosin'
          cosin(from: 3e-4, to: 0).warmup(5%)
          ^
        did you mean 'cosine'?
        """)
  }

  @Test func `a mistake deep inside is placed there`() {
    let error = #expect(throws: NotationError.self) {
      try Schedule("constant(1)\n  .then(\n    linear(from: 1, too: 0),\n    at: 50%)")
    }
    #expect(
      error?.description == """
        unknown label 'too' in 'linear'
              linear(from: 1, too: 0),
                              ^
        did you mean 'to'?
        """)
    #expect(error?.line == 3)
  }

  @Test(arguments: [
    ("", "the text is empty at column 1; expected a value"),
    (
      "3e-4",
      "a schedule must be a shape such as cosine(from: 3e-4, to: 0); received 3e-4 at column 1; "
        + "did you mean 'constant(3e-4)'?"
    ),
    ("\"a\"", "a schedule must be a name or a call; received \"a\" at column 1"),
    (
      "adamw(1)",
      "unknown shape 'adamw' at column 1; expected \(shapes.dropLast().joined(separator: ", ")) "
        + "or \(shapes.last!)"
    ),
    ("constant(1).warmpu(5)", "unknown modifier 'warmpu' at column 13; did you mean 'warmup'?"),
    ("warmup(5)", "'warmup' is a modifier and follows a shape and a dot at column 1"),
    (
      "constant(1).linear(from: 1, to: 0)", "'linear' is a shape and starts a schedule at column 13"
    ),
    ("cosine", "'cosine' needs 'from' at column 1"),
    ("cosine(from: 1)", "'cosine' needs 'to' at column 1"),
    ("cosine(1, to: 0)", "1 needs a label in 'cosine' at column 8; did you mean 'from: 1'?"),
    (
      "cosine(from: 1, to: 0, until: 5)",
      "unknown label 'until' in 'cosine' at column 24; expected from, to or over"
    ),
    ("cosine(from: 1, to: 0, to: 1)", "'to' is given twice at column 24"),
    ("cosine(from: NaN, to: 0)", "from must be a number; received NaN at column 14"),
    (
      "cosine(from: 1e200, to: 0)",
      "from must be between -1e100 and 1e100; received 1e200 at column 14"
    ),
    ("cosine(from: 5%, to: 0)", "from must be a number; received 5% at column 14"),
    (
      "cosine(from: 1, to: 0, over: -5)",
      "over must be between 0 and 1e100; received -5 at column 30"
    ),
    (
      "constant(1).warmup(\"a\")",
      "length must be a length such as 500, 5ep or 5%; received \"a\" at column 20"
    ),
    (
      "constant(1).warmup(-5%)", "length must be between 0 and 1e100; received -5% at column 20"
    ),
    ("constant(1).warmup()", "'warmup' needs its length at column 13"),
    ("constant(rate: 1)", "rate has no label in 'constant' at column 10; did you mean '1'?"),
    (
      "constant(1).then(at: 5)", "'then' needs its next schedule at column 13"
    ),
    ("constant(1).then(constant(2))", "'then' needs 'at' at column 13"),
    (
      "constant(1).clamped(2...1)",
      "a range must not run downwards at column 21; did you mean '1 ... 2'?"
    ),
    (
      "step(from: 1, gamma: 0, every: 1)",
      "gamma must be positive, and at most 1e100; received 0 at column 22"
    ),
    (
      "step(from: 1, gamma: 0.1, every: 0%)",
      "every must be positive, and at most 1e100; received 0% at column 34"
    ),
    (
      "exponential(from: 1, to: -1)",
      "to must be other than 0 and of the sign of from; received -1 at column 26"
    ),
    ("exponential(from: 0, to: 1)", "from must be other than 0; received 0 at column 19"),
    (
      "exponential(from: 1, gamma: 0.9, decay: 1)",
      "exponential must be given one of gamma, decay and to; received gamma and decay at column 1"
    ),
    ("exponential(from: 1)", "'exponential' needs 'to' at column 1"),
    (
      "oneCycle(peak: 1, divisor: 0)",
      "divisor must be positive, and at most 1e100; received 0 at column 28"
    ),
  ])
  func `a mistake is named, placed and corrected`(text: String, summary: String) {
    let error = #expect(throws: NotationError.self) { try Schedule(text) }
    #expect(error?.summary == summary)
  }

  @Test func `schedules stack up to the limit and not beyond`() throws {
    func stacked(_ depth: Int) -> String {
      "constant(1)" + String(repeating: ".scaled(by: 1)", count: depth - 1)
    }
    let deepest = try Schedule(stacked(Schedule.maximumDepth))
    #expect(deepest.depth == 32)
    #expect(try Schedule(deepest.description) == deepest)
    let error = #expect(throws: NotationError.self) { try Schedule(stacked(33)) }
    #expect(error?.message == "the schedule must be stacked at most 32 deep; received 33")
  }
}
