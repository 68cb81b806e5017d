/// The smallest meaningful piece of notation.
struct Token {
  enum Kind: Equatable {
    case number(NumberLiteral)
    case name(String)
    case string(String)
    /// One of `( ) [ ] , : . ... ..<`.
    case mark(String)
    case end
  }

  let kind: Kind
  let offsets: Range<Int>

  /// The token as a sentence names it.
  var phrase: String {
    switch kind {
    case .number(let literal): "'\(literal.description.excerpt)'"
    case .name(let name): "'\(name.excerpt)'"
    case .string: "a string"
    case .mark(let mark): "'\(mark)'"
    case .end: "the end of the text"
    }
  }
}
