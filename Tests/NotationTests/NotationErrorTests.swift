import Notation
import Testing

@Suite struct NotationErrorTests {
  @Test func `an error shows the message, the line, a caret and a hint`() {
    let error = NotationError(
      "unknown shape 'cosin'", at: SourceRange(0..<5, in: "cosin(from: 3e-4, to: 0).warmup(5%)"),
      suggestion: "cosine")
    #expect(
      error.description == """
        unknown shape 'cosin'
          cosin(from: 3e-4, to: 0).warmup(5%)
          ^
        did you mean 'cosine'?
        """)
    #expect(error.summary == "unknown shape 'cosin' at column 1; did you mean 'cosine'?")
  }

  @Test func `only the line of the mistake is shown`() {
    let text = "é: [\n  head: f(1),\r\n\ttail: g\n]"
    let offset = text.utf8.count - 3  // the 'g' before the last line break
    let error = NotationError("no 'g'", at: SourceRange(offset..<offset + 1, in: text))
    #expect((error.line, error.column) == (3, 8))
    #expect(error.description == "no 'g'\n   tail: g\n         ^")
  }

  @Test func `columns count characters, not bytes`() {
    let error = NotationError("here", at: SourceRange(7..<8, in: "\"é🙂\")"))
    #expect(error.column == 4)
  }

  @Test func `a long line is cut around the caret`() {
    let text = String(repeating: "a", count: 200) + "!" + String(repeating: "b", count: 200)
    let lines = NotationError("no '!'", at: SourceRange(200..<201, in: text))
      .description.split(separator: "\n").map(Array.init)
    #expect(lines[1].count <= 80)
    #expect(lines[1].contains("…"))
    #expect(lines[1][lines[2].count - 1] == "!")
    for offset in [0, 1, 37, 38, 39, 75, 76, 199, 363, 364, 400] {
      let error = NotationError("x", at: SourceRange(offset..<offset, in: text))
      let shown = error.description.split(separator: "\n").map(Array.init)
      #expect(shown[2].count <= shown[1].count + 1, "\(offset)")
    }
  }

  @Test func `characters that a terminal acts on are not passed on`() {
    let error = NotationError("no", at: SourceRange(5..<6, in: "\u{1B}[2Jx\u{202E}y"))
    #expect(error.description == "no\n  \u{FFFD}[2Jx\u{FFFD}y\n       ^")
  }

  @Test func `a place beyond the text is moved to its end`() {
    let error = NotationError("no", at: SourceRange(5..<9, in: "ab"))
    #expect(error.description == "no\n  ab\n    ^")
  }
}
