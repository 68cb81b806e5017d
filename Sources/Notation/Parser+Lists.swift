extension Parser {
  /// A bare name, or a call and the calls chained to it.
  mutating func chain(from start: Int) throws -> NotationExpression {
    let first = try name()
    var chain =
      token.kind == .mark("(")
      ? try arguments(of: first, on: nil, from: start)
      : try made(.name(first.text), from: start)
    while token.kind == .mark(".") {
      try advance()
      let next = try name()
      chain =
        token.kind == .mark("(")
        ? try arguments(of: next, on: chain, from: start)
        : try made(
          .call(NotationCall(next.text, on: chain, nameAt: next.place)), from: start)
    }
    return chain
  }

  private mutating func arguments(
    of name: (text: String, place: SourceRange), on receiver: NotationExpression?, from start: Int
  ) throws -> NotationExpression {
    var arguments: [NotationArgument] = []
    try list(from: "(", to: ")") { parser in
      let first = parser.token
      let value = try parser.value()
      guard parser.token.kind == .mark(":") else {
        arguments.append(NotationArgument(nil, value))
        return
      }
      guard case .name(let label) = first.kind, case .name = value.kind else {
        throw parser.error("unexpected ':'", expected: "a name before it")
      }
      try parser.advance()
      let place = SourceRange(first.offsets, in: parser.lexer.source)
      arguments.append(NotationArgument(label, try parser.value(), labelAt: place))
    }
    let call = NotationCall(name.text, arguments, on: receiver, nameAt: name.place)
    return try made(.call(call), from: start)
  }

  /// A list or a dictionary: the first colon decides.
  mutating func brackets(from start: Int) throws -> NotationExpression {
    var elements: [NotationExpression] = []
    var entries: [NotationEntry] = []
    var keys: Set<NotationExpression> = []
    var isEmptyDictionary = false
    try list(from: "[", to: "]") { parser in
      if parser.token.kind == .mark(":"), elements.isEmpty, entries.isEmpty {
        try parser.advance()
        isEmptyDictionary = true
        guard parser.token.kind == .mark("]") else {
          throw parser.error("unexpected \(parser.token.phrase)", expected: "']' after '[:'")
        }
        return
      }
      let element = try parser.value()
      if parser.token.kind == .mark(":"), elements.isEmpty {
        try parser.advance()
        switch element.kind {
        case .name, .string, .number: break
        default: throw element.mismatch("a key", "a name, a string or a number")
        }
        guard keys.insert(element).inserted else {
          throw element.error("the key \(element.excerpt) is there twice")
        }
        entries.append(NotationEntry(element, try parser.value()))
      } else if entries.isEmpty {
        elements.append(element)
      } else {
        throw parser.error("unexpected \(parser.token.phrase)", expected: "':' and a value")
      }
    }
    let isDictionary = isEmptyDictionary || !entries.isEmpty
    return try made(isDictionary ? .dictionary(entries) : .list(elements), from: start)
  }

  /// Calls `element` for each of the elements between two marks, separated by commas.
  private mutating func list(
    from opening: String, to closing: String, element: (inout Parser) throws -> Void
  ) throws {
    let place = SourceRange(token.offsets, in: lexer.source)
    try advance()
    func isAtEnd() throws -> Bool {
      guard token.kind != .end else {
        throw NotationError("'\(opening)' is never closed", at: place, expected: "'\(closing)'")
      }
      return token.kind == .mark(closing)
    }
    while try !isAtEnd() {
      try element(&self)
      if try isAtEnd() { break }
      guard token.kind == .mark(",") else {
        throw error("unexpected \(token.phrase)", expected: "',' or '\(closing)'")
      }
      try advance()
    }
    try advance()
  }
}
