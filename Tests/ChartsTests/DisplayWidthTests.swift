import Charts
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("学习", 4), ("🚀", 2), ("👩‍🔬", 2), ("▁⠿│", 3),
    ("\u{200B}", 0), ("", 0), ("± …", 3), ("❤️", 2), ("한", 2),
  ])
  func `columns of a text`(text: String, expected: Int) {
    #expect(DisplayWidth.of(text) == expected)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
    ("学习率", 5, "学习…"), ("学习率", 4, "学…"),
  ])
  func `a text is cut with an ellipsis`(text: String, width: Int, expected: String) {
    #expect(DisplayWidth.truncated(text, to: width) == expected)
  }

  @Test func `control characters become blanks`() {
    #expect(DisplayWidth.line("a\nb\u{1B}[31mc\u{2028}d\r\ne") == "a b [31mc d e")
  }

  @Test func `words are broken into lines and a long one stays whole`() {
    #expect(DisplayWidth.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(DisplayWidth.wrapped("immense a b", to: 4) == ["immense", "a b"])
    #expect(DisplayWidth.wrapped("", to: 4) == [])
  }
}
