import Programs
import Testing

@Suite struct CommandTemplateTests {
  private let known = SearchSettings.placeholders

  @Test func `placeholders become values, and doubled braces single ones`() throws {
    let template = try CommandTemplate(
      ["train", "--lr={rate}", "{steps}/{rate}", "{{\"a\": {seed}}}", ""], known: known)
    #expect(template.placeholders == ["rate", "steps", "seed"])
    let words = template.filled(["rate": "0.01", "steps": "30", "seed": "7"])
    #expect(words == ["train", "--lr=0.01", "30/0.01", "{\"a\": 7}", ""])
  }

  @Test(arguments: [
    ("{rat}", "received '{rat}'; did you mean {rate}?"),
    ("{schedule:pytroch}", "did you mean {schedule:pytorch}?"),
    ("{\"a\": 1}", "received '{\"a\": 1}'"),
    ("{rate", "received '{' in '{rate'"),
    ("rate}", "received '}' in 'rate}'"),
    ("{a{rate}}", "received '{' in '{a{rate}}'"),
  ])
  func `another brace is refused in one sentence`(word: String, end: String) {
    let error = #expect(throws: ProgramError.self) { try CommandTemplate([word], known: known) }
    #expect(error?.kind == .usage)
    #expect(error?.description.hasSuffix(end) ?? false, "\(error?.description ?? "")")
  }

  @Test func `a command is a line of a shell`() {
    #expect(ShellText.line(["a", "b c", "it's", "--x=1", ""]) == "a 'b c' 'it'\\''s' --x=1 ''")
  }

  @Test(arguments: [
    (0.003, "0.003"), (1.39e-5, "0.0000139"), (3, "3.0"), (2.15e-12, "2.15e-12"),
  ])
  func `rates are written without exponents that YAML takes for texts`(rate: Double, text: String) {
    #expect(RateText.text(rate) == text)
  }
}
