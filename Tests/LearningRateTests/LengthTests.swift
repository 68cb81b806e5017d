import LearningRate
import Notation
import Testing

@Suite struct LengthTests {
  @Test(arguments: [
    (Length.steps(500), "500"), (500, "500"), (2.5, "2.5"), (.epochs(5), "5ep"),
    (.percent(5), "5%"), (.percent(33.3), "33.3%"), (.steps(1e9), "1e9"), (.epochs(1e-3), "1e-3ep"),
  ])
  func `a length prints in its short form and reads back`(length: Length, text: String) throws {
    #expect(length.description == text)
    #expect(try Length(text) == length)
  }

  @Test(arguments: ["percent(5)", ".percent(5)", " 5% ", ".percent(5.0)"])
  func `the Swift form reads as well`(text: String) throws {
    #expect(try Length(text) == .percent(5))
  }

  @Test(arguments: [
    ("abc", "the length must be a length such as 500, 5ep or 5%; received abc at column 1"),
    ("\"5%\"", "the length must be a length such as 500, 5ep or 5%; received \"5%\" at column 1"),
    ("percent(5%)", "number must be a number; received 5% at column 9"),
    ("percent()", "'percent' needs its number at column 1"),
    ("percent(5, 6)", "'percent' takes no further value without a label at column 12"),
    ("5 %", "unexpected character '%' at column 3"),
  ])
  func `another thing is refused`(text: String, summary: String) {
    let error = #expect(throws: NotationError.self) { try Length(text) }
    #expect(error?.summary == summary)
  }

  // elsewhere such a number is a share of the run
  @Test(arguments: [("0.05", "5%"), ("0.3", "30%"), ("1e-3", "0.1%"), ("0.999", "99.9%")])
  func `a bare number below one step is refused, and the share named`(
    text: String, share: String
  ) {
    let error = #expect(throws: NotationError.self) { try Length(text) }
    #expect(
      error?.summary
        == "the length must be at least one step; received \(text) of a step; for a share "
        + "of the run write \(share) at column 1")
  }

  @Test func `a part of a step that is meant is written with its unit`() throws {
    #expect(try Length("steps(0.5)") == .steps(0.5))
    #expect(Length.steps(0.5).description == "steps(0.5)")
    #expect(try Length("0") == 0 && Length("1") == 1 && Length("1.5") == .steps(1.5))
  }

  @Test(arguments: [
    "cosine(from: 0.01, to: 0, over: 0.8)", "oneCycle(peak: 0.1, warmup: 0.3)",
    "constant(1).warmup(0.05)", "constant(1).cooldown(0.2)",
    "multiStep(from: 1, gamma: 0.1, at: [0.5, 0.75])", "constant(1).then(constant(2), at: 0.5)",
    "piecewise([0: 1, 0.5: 2])",
  ])
  func `a habit of other frameworks is refused wherever a length is read`(notation: String) {
    #expect(throws: NotationError.self) { try Schedule(notation) }
  }
}
