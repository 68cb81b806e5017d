import Notation
import Testing

@Suite struct ParserErrorTests {
  @Test(arguments: [
    ("", "the text is empty at column 1; expected a value"),
    (" \n ", "the text is empty at line 2, column 2; expected a value"),
    ("1 2", "unexpected '2' after the value at column 3; expected the end of the text"),
    ("f(", "'(' is never closed at column 2; expected ')'"),
    ("f(1", "'(' is never closed at column 2; expected ')'"),
    ("[1, 2", "'[' is never closed at column 1; expected ']'"),
    ("f(1 2)", "unexpected '2' at column 5; expected ',' or ')'"),
    ("f(,)", "unexpected ',' at column 3; expected a value"),
    ("f(1]", "unexpected ']' at column 4; expected ',' or ')'"),
    ("f(x:)", "unexpected ')' at column 5; expected a value"),
    ("f(1: 2)", "unexpected ':' at column 4; expected a name before it"),
    (")", "unexpected ')' at column 1; expected a value"),
    (".", "unexpected the end of the text after '.' at column 2; expected a name"),
    ("f().", "unexpected the end of the text after '.' at column 5; expected a name"),
    (".true", "unexpected 'true' after '.' at column 2; expected a name"),
    ("f.g h", "unexpected 'h' after the value at column 5; expected the end of the text"),
    ("f.\"a\"", "unexpected a string after '.' at column 3; expected a name"),
    ("f(a.b: 1)", "unexpected ':' at column 6; expected a name before it"),
    ("-", "unexpected '-' at column 1; expected a number right after it"),
    ("- 5", "unexpected '-' at column 1; expected a number right after it"),
    (
      ".5", "a number needs a digit before its point at column 1; did you mean '0.5'?"
    ),
    (
      "-.5", "a number needs a digit before its point at column 1; did you mean '-0.5'?"
    ),
    ("5epochs", "unknown unit 'epochs' at column 2; expected ep, % or no unit; did you mean 'ep'?"),
    ("0x10", "unknown unit 'x10' at column 2; expected ep, % or no unit"),
    ("1e", "unknown unit 'e' at column 2; expected ep, % or no unit"),
    ("1e999", "the number 1e999 is too large at column 1; expected below 1.8e308"),
    ("1e-999", "the number 1e-999 is too small at column 1; expected 0, or above 5e-324"),
    ("5%...10%", "a bound of a range has no unit at column 1; expected plain numbers"),
    ("1...", "unexpected the end of the text at column 5; expected the upper bound of the range"),
    ("2 ... 1", "a range must not run downwards at column 1; did you mean '1 ... 2'?"),
    ("\"abc", "the string does not end at column 1; expected a closing '\"'"),
    ("\"a\nb\"", "the string does not end on its line at column 1; expected a closing '\"'"),
    (
      #""\q""#,
      #"unknown escape in a string at column 2; expected \", \\, \n, \t, \r or \u{1F600}"#
    ),
    (
      #""\u{D800}""#,
      #"unknown character code in a string at column 2; expected a form such as \u{1F600}"#
    ),
    ("[a: 1, a: 2]", "the key a is there twice at column 8"),
    ("[a: 1, 2]", "unexpected ']' at column 9; expected ':' and a value"),
    ("[1, a: 2]", "unexpected ':' at column 6; expected ',' or ']'"),
    ("[f(): 1]", "a key must be a name, a string or a number; received f() at column 2"),
    ("[: 1]", "unexpected '1' at column 4; expected ']' after '[:'"),
    ("−5", "unexpected character '−' at column 1; did you mean '-'?"),
    ("1…2", "unexpected character '…' at column 2; did you mean '...'?"),
    ("“a”", "unexpected character '“' at column 1; did you mean '\"'?"),
    ("f(\u{1B}[31m)", "unexpected character U+1b at column 3"),
    ("f(é)", "unexpected character 'é' at column 3"),
    ("f(lr=1)", "unexpected character '=' at column 5; did you mean ':'?"),
  ])
  func `a mistake is named, placed and corrected`(text: String, summary: String) {
    let error = #expect(throws: NotationError.self) { try NotationExpression(parsing: text) }
    #expect(error?.summary == summary)
  }

  @Test func `nesting stops at its limit and not before`() throws {
    func lists(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    func chain(_ depth: Int) -> String {
      Array(repeating: "f()", count: depth).joined(separator: ".")
    }
    let limit = NotationExpression.maximumDepth
    #expect(try NotationExpression(parsing: lists(limit)).depth == limit)
    #expect(try NotationExpression(parsing: chain(limit)).depth == limit)
    for text in [lists(limit + 1), chain(limit + 1), lists(30_000), chain(10_000)] {
      let error = #expect(throws: NotationError.self) { try NotationExpression(parsing: text) }
      #expect(error?.message == "the text nests deeper than 100 levels")
    }
  }

  @Test func `a text or a number beyond its limit is refused`() {
    let long = "\"" + String(repeating: "a", count: NotationExpression.maximumLength) + "\""
    let error = #expect(throws: NotationError.self) { try NotationExpression(parsing: long) }
    #expect(error?.summary == "the text is 65538 bytes long at column 1; expected at most 65536")
    let digits = String(repeating: "1", count: 500)
    let other = #expect(throws: NotationError.self) { try NotationExpression(parsing: digits) }
    #expect(other?.summary == "the number is 500 characters long at column 1; expected at most 400")
  }
}
