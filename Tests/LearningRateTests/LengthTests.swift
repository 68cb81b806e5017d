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
}
