import Notation
import Testing

/// An enumeration that is written as calls.
private enum Limit: NotationCases, Equatable {
  case norm(Double)
  case zclip(alpha: Double)

  struct Draft {
    var number = 1.0
    var alpha = 0.97
  }

  static var cases: [NotationCase<Draft, Limit>] {
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

  var written: (word: String, draft: Draft) {
    switch self {
    case .norm(let limit): ("norm", Draft(number: limit))
    case .zclip(let alpha): ("zclip", Draft(alpha: alpha))
    }
  }

  init(_ text: String) throws {
    var arguments = try ArgumentReader(NotationExpression(parsing: text))
    self = try arguments.entry("limit", in: Self.cases, named: \.word.name)
      .value(from: &arguments)
    try arguments.finish()
  }
}

@Suite struct NotationCasesTests {
  @Test func `each case is read with its own parameters`() throws {
    #expect(try Limit("norm(2)") == .norm(2))
    #expect(try Limit("zclip") == .zclip(alpha: 0.97))
    #expect(try Limit("zclip(alpha: 0.5)") == .zclip(alpha: 0.5))
    #expect(throws: NotationError.self) { try Limit("norm(2, alpha: 1)") }
  }

  @Test func `a value is printed and checked`() {
    #expect(Limit.zclip(alpha: 0.97).arguments.isEmpty)
    #expect(Limit.zclip(alpha: 0.5).arguments == [NotationArgument("alpha", 0.5)])
    #expect(Limit.norm(1).arguments == [NotationArgument(1.0)])
    #expect(Limit.zclip(alpha: 2).parameterFault?.parameter == "alpha")
    #expect(Limit.norm(2).parameterFault == nil)
    #expect(Limit.norm(2).word == "norm")
  }

  @Test func `each case is listed with its signature`() {
    #expect(Limit.cases.map(\.word.signature) == ["norm(limit)", "zclip(alpha: number = 0.97)"])
  }
}
