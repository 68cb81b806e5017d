/// Builds an expression from tokens by recursive descent, one token ahead.
///
/// ```
/// value      = ["-"] number ["ep" | "%"] | number ("..." | "..<") number
///            | true | false | string | call | list | dictionary
/// call       = ["."] link {"." link}
/// link       = name ["(" arguments ")"]
/// arguments  = [argument {"," argument} [","]]
/// argument   = [name ":"] value
/// list       = "[" [value {"," value} [","]] "]"
/// dictionary = "[" ":" "]" | "[" key ":" value {"," key ":" value} [","] "]"
/// ```
///
/// A call of one link without arguments is a bare name; further links without them are calls. A bound of a range may be negative and has no unit. A comma may follow the last element, as in
/// Swift. Nothing nests deeper than ``NotationExpression/maximumDepth``.
struct Parser {
  var lexer: Lexer
  var token: Token
  private var end = 0
  private var level = 0

  init(_ text: String) throws {
    lexer = try Lexer(text)
    token = try lexer.next()
  }

  mutating func parse() throws -> NotationExpression {
    if token.kind == .end { throw error("the text is empty", expected: "a value") }
    let value = try value()
    guard token.kind == .end else {
      throw error("unexpected \(token.phrase) after the value", expected: "the end of the text")
    }
    return value
  }

  mutating func value() throws -> NotationExpression {
    level += 1
    defer { level -= 1 }
    if level > NotationExpression.maximumDepth { throw tooDeep() }
    let start = token.offsets.lowerBound
    switch token.kind {
    case .number(let literal):
      try advance()
      return try range(from: literal, start) ?? made(.number(literal), from: start)
    case .string(let text):
      try advance()
      return try made(.string(text), from: start)
    case .name("true"), .name("false"):
      let isTrue = token.kind == .name("true")
      try advance()
      return try made(.bool(isTrue), from: start)
    case .name: return try chain(from: start)
    case .mark("."):
      try advance()
      return try chain(from: start)
    case .mark("["): return try brackets(from: start)
    default: throw error("unexpected \(token.phrase)", expected: "a value")
    }
  }

  mutating func range(
    from lower: NumberLiteral, _ start: Int
  ) throws -> NotationExpression? {
    guard token.kind == .mark("...") || token.kind == .mark("..<") else { return nil }
    let isClosed = token.kind == .mark("...")
    try advance()
    guard case .number(let upper) = token.kind else {
      throw error("unexpected \(token.phrase)", expected: "the upper bound of the range")
    }
    try advance()
    let place = SourceRange(start..<end, in: lexer.source)
    guard lower.unit == nil, upper.unit == nil else {
      throw NotationError("a bound of a range has no unit", at: place, expected: "plain numbers")
    }
    guard lower.value <= upper.value else {
      throw NotationError(
        "a range must not run downwards", at: place,
        suggestion: "\(upper) \(isClosed ? "..." : "..<") \(lower)")
    }
    return try made(
      .range(lower: lower.value, upper: upper.value, isClosed: isClosed), from: start)
  }
}

extension Parser {
  mutating func name() throws -> (text: String, place: SourceRange) {
    guard case .name(let text) = token.kind, text != "true", text != "false" else {
      throw error("unexpected \(token.phrase) after '.'", expected: "a name")
    }
    let place = SourceRange(token.offsets, in: lexer.source)
    try advance()
    return (text, place)
  }

  mutating func advance() throws {
    end = token.offsets.upperBound
    token = try lexer.next()
  }

  func made(
    _ kind: NotationExpression.Kind, from start: Int
  ) throws -> NotationExpression {
    let expression = NotationExpression(kind, at: SourceRange(start..<end, in: lexer.source))
    if expression.depth > NotationExpression.maximumDepth { throw tooDeep() }
    return expression
  }

  func tooDeep() -> NotationError {
    error("the text nests deeper than \(NotationExpression.maximumDepth) levels")
  }

  func error(_ message: String, expected: String? = nil) -> NotationError {
    NotationError(message, at: SourceRange(token.offsets, in: lexer.source), expected: expected)
  }
}
