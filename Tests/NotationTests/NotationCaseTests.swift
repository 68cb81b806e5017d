import Notation
import Testing

/// An enumeration that is written as calls.
private enum Limit: Equatable {
  case norm(Double)
  case zclip(alpha: Double)

  struct Draft {
    var number = 1.0
    var alpha = 0.97
  }

  static var forms: [NotationCase<Draft, Limit>] {
    [
      NotationCase(
        NotationWord("norm", summary: "The norm's limit."),
        [.unlabelled("limit", \.number, .within(0...10))], from: Draft()
      ) { .norm($0.number) },
      NotationCase(
        NotationWord("zclip", summary: "By deviation."),
        [.optional("alpha", \.alpha, .within(0...1))], from: Draft()
      ) { .zclip(alpha: $0.alpha) },
    ]
  }

  init(_ text: String) throws {
    var arguments = try ArgumentReader(NotationExpression(parsing: text))
    self = try arguments.entry("limit", in: Self.forms, named: \.word.name)
      .value(from: &arguments)
    try arguments.finish()
  }
}

@Suite struct NotationCaseTests {
  @Test func `each case is read with its own parameters`() throws {
    #expect(try Limit("norm(2)") == .norm(2))
    #expect(try Limit("zclip") == .zclip(alpha: 0.97))
    #expect(try Limit("zclip(alpha: 0.5)") == .zclip(alpha: 0.5))
    #expect(throws: NotationError.self) { try Limit("norm(2, alpha: 1)") }
  }

  @Test func `a draft is printed and checked`() {
    let zclip = Limit.forms[1]
    #expect(zclip.arguments(of: Limit.Draft()).isEmpty)
    #expect(zclip.arguments(of: Limit.Draft(alpha: 0.5)) == [NotationArgument("alpha", 0.5)])
    #expect(zclip.fault(of: Limit.Draft(alpha: 2))?.parameter == "alpha")
    #expect(Limit.forms.map(\.word.signature) == ["norm(limit)", "zclip(alpha: number = 0.97)"])
  }
}
