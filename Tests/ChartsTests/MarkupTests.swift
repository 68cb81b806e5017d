import Charts
import Testing

@Suite struct MarkupTests {
  @Test(arguments: [
    ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"), ("tab\tline\n", "tab\tline\n"), ("🚀é", "🚀é"),
    ("\u{0}\u{1B}\u{7F}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
  ])
  func `characters with a meaning are escaped and forbidden ones replaced`(
    text: String, expected: String
  ) {
    #expect(Markup.escaped(text) == expected)
  }

  @Test func `elements and attributes`() {
    var markup = Markup()
    markup.open("a", ["k": "<v>"])
    markup.element("b", "1 < 2")
    markup.empty("c")
    markup.close("a")
    #expect(markup.text == "<a k=\"&lt;v&gt;\"><b>1 &lt; 2</b>\n<c/>\n</a>\n")
  }
}
