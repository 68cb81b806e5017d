import Notation
import Testing

@Suite struct NotationExpressionTests {
  @Test(arguments: [
    ("1e4", NotationExpression.number(10_000)), ("10_000", .number(10_000)),
    ("-0.5", .number(-0.5)), ("5%", .number(5, .percent)), ("2.5ep", .number(2.5, .epochs)),
    ("5e1ep", .number(50, .epochs)), ("1E-3", .number(1e-3)), ("1e+3", .number(1_000)),
    ("1e-5...1e-1", .range(1e-5...0.1)), ("1e-5 ... 0.1", .range(1e-5...0.1)),
    ("-2...-1", .range(-2...(-1))),
    ("0..<10", NotationExpression(.range(lower: 0, upper: 10, isClosed: false))),
    ("true", NotationExpression(.bool(true))), ("false", NotationExpression(.bool(false))),
    (#""a \"b\" \\ \n\t\r\u{1F600}""#, NotationExpression(.string("a \"b\" \\ \n\t\r😀"))),
    (#""é, (unclosed [""#, NotationExpression(.string("é, (unclosed ["))),
    ("sgd", NotationExpression(.name("sgd"))), (".sgd", NotationExpression(.name("sgd"))),
    ("shakespeare-rnn", NotationExpression(.name("shakespeare-rnn"))),
    ("a-b(c-d: -1)", .call("a-b", [NotationArgument("c-d", -1.0)])),
    ("sgd()", .call("sgd")), (".sgd( )", .call("sgd")),
    ("[]", NotationExpression(.list([]))), ("[:]", NotationExpression(.dictionary([]))),
    ("[1, 2,]", NotationExpression(.list([.number(1), .number(2)]))),
  ])
  func `a text means its expression`(text: String, expected: NotationExpression) throws {
    #expect(try NotationExpression(parsing: text) == expected)
  }

  @Test func `a chain is a call on a call`() throws {
    let expression = try NotationExpression(
      parsing: " .cosine( from:3e-4,to : 0 )\n  .warmup(.percent(5)) ")
    let cosine = NotationExpression.call(
      "cosine", [NotationArgument("from", 3e-4), NotationArgument("to", 0.0)])
    let percent = NotationExpression.call("percent", [NotationArgument(5.0)])
    #expect(expression == .call("warmup", [NotationArgument(nil, percent)], on: cosine))
    #expect(expression.description == "cosine(from: 3e-4, to: 0).warmup(percent(5))")
    #expect(expression.depth == 3)
  }

  @Test(arguments: [
    ("sgd.averaged", "sgd.averaged()"), (".sgd.averaged.cautious()", "sgd.averaged().cautious()"),
    ("a(1).b.c(2)", "a(1).b().c(2)"), ("f(a.b)", "f(a.b())"), ("a()", "a()"), ("a", "a"),
  ])
  func `links of a chain may leave out empty brackets`(text: String, canonical: String) throws {
    let expression = try NotationExpression(parsing: text)
    #expect(expression.description == canonical)
    #expect(try NotationExpression(parsing: canonical) == expression)
  }

  @Test func `a dictionary keeps its order and takes names, strings and numbers as keys`() throws {
    let expression = try NotationExpression(parsing: #"["head": a, body: 1, 3: [x: []]]"#)
    #expect(expression.description == #"["head": a, body: 1, 3: [x: []]]"#)
    guard case .dictionary(let entries) = expression.kind else {
      Issue.record("not a dictionary")
      return
    }
    #expect(entries.map(\.key.description) == [#""head""#, "body", "3"])
  }

  @Test func `places point at what was written`() throws {
    let expression = try NotationExpression(parsing: "f(1).g(from: -2%)")
    guard case .call(let call) = expression.kind else { return }
    #expect(call.namePlace?.offsets == 5..<6)
    #expect(call.arguments[0].labelPlace?.offsets == 7..<11)
    #expect(call.arguments[0].value.place?.offsets == 13..<16)
    #expect(call.receiver?.place?.offsets == 0..<4)
    #expect(expression.place?.offsets == 0..<17)
  }

  @Test func `equality ignores where and how a text was written`() throws {
    let a = try NotationExpression(parsing: "f(x: 1_000, 5 , y: [a:1])")
    let b = try NotationExpression(parsing: "\n\t.f(x:1e3,5,y:[a:1,],)")
    #expect(a == b)
    #expect(a.hashValue == b.hashValue)
    #expect(a != (try NotationExpression(parsing: "f(x: 1_000, 5, z: [a: 1])")))
  }

  @Test func `random expressions print and read back equal`() throws {
    var random = SplitMix64(state: 3)
    for _ in 0..<2_000 {
      let expression = drawExpression(depth: 4, &random)
      let text = expression.description
      #expect(try NotationExpression(parsing: text) == expression, "\(text)")
      #expect(try NotationExpression(parsing: text).description == text)
    }
  }
}

/// Draws an expression that a text can say.
func drawExpression(depth: Int, _ random: inout SplitMix64) -> NotationExpression {
  let names = ["a", "from", "weightDecay", "_x9", "ep", "e", "inf"]
  let texts = ["", "é\u{301}", "\"\\\n\u{7}", "a.b, (c)", "\u{1F469}\u{200D}\u{1F680}", "\r\n"]
  func name(_ random: inout SplitMix64) -> String { names.randomElement(using: &random) ?? "a" }
  func number(_ random: inout SplitMix64) -> Double {
    Double.random(in: -1...1, using: &random) * [1e-8, 1, 1e6].randomElement(using: &random)!
  }
  func parts(_ random: inout SplitMix64) -> [NotationExpression] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in drawExpression(depth: depth - 1, &random)
    }
  }
  switch Int.random(in: 0..<(depth > 1 ? 9 : 5), using: &random) {
  case 0:
    return .number(number(&random), ([nil] + NumberUnit.allCases).randomElement(using: &random)!)
  case 1:
    let (a, b) = (number(&random), number(&random))
    return NotationExpression(
      .range(lower: min(a, b), upper: max(a, b), isClosed: Bool.random(using: &random)))
  case 2: return NotationExpression(.bool(Bool.random(using: &random)))
  case 3: return NotationExpression(.string(texts.randomElement(using: &random)!))
  case 4: return NotationExpression(.name(name(&random)))
  case 5: return NotationExpression(.list(parts(&random)))
  case 6:
    let values = parts(&random)
    return NotationExpression(
      .dictionary(
        values.enumerated().map { NotationEntry(.number(Double($0.offset)), $0.element) }))
  default:
    let arguments = parts(&random).map {
      NotationArgument(Bool.random(using: &random) ? name(&random) : nil, $0)
    }
    var receiver: NotationExpression?
    if depth > 2, Bool.random(using: &random) {
      receiver = .call(name(&random), [NotationArgument(number(&random))])
    }
    return .call(name(&random), arguments, on: receiver)
  }
}
