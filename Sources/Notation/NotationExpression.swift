/// A piece of notation as a tree, before it is interpreted.
///
/// Two expressions are equal when they say the same, wherever and however they were written:
/// spaces, a leading dot, underscores in digits and `1e4` for `10000` make no difference.
///
/// Parse one with ``init(parsing:)``, or build one to be printed: `.call("cosine", …)`.
/// ``description`` is its canonical text, and parses back to an equal expression.
public struct NotationExpression: Sendable {
  /// The kinds of expression there are.
  public indirect enum Kind: Hashable, Sendable {
    /// `3e-4`, `-1`, `5%`, `5ep`.
    case number(NumberLiteral)
    /// `1e-5 ... 1e-1`, or `0 ..< 10` when not closed. A parsed range never runs downwards.
    case range(lower: Double, upper: Double, isClosed: Bool)
    /// `true` or `false`.
    case bool(Bool)
    /// `"text"`.
    case string(String)
    /// A bare name: a case, or a call without arguments, as its reader decides.
    case name(String)
    /// `name(arguments)`, perhaps on a receiver.
    case call(NotationCall)
    /// `[a, b]`.
    case list([NotationExpression])
    /// `[key: value]`, in the order written. Keys are names, strings or numbers, each once.
    case dictionary([NotationEntry])
  }

  /// What this expression is.
  public let kind: Kind
  /// Where it was written; nil if it was built by code.
  public let place: SourceRange?
  /// How deeply it nests: 1 for a number or a name, one more than its deepest part for the rest.
  public let depth: Int

  /// The deepest nesting that is parsed; calls in a chain nest too.
  public static let maximumDepth = 100
  /// The longest text that is parsed, in UTF-8 bytes.
  public static let maximumLength = 65_536

  /// Creates an expression, noting where it was written, if it was.
  public init(_ kind: Kind, at place: SourceRange? = nil) {
    self.kind = kind
    self.place = place
    let parts: [NotationExpression] =
      switch kind {
      case .number, .range, .bool, .string, .name: []
      case .call(let call): call.arguments.map(\.value) + (call.receiver.map { [$0] } ?? [])
      case .list(let elements): elements
      case .dictionary(let entries): entries.map(\.value)
      }
    depth = 1 + (parts.lazy.map(\.depth).max() ?? 0)
  }

  /// Parses `text`.
  ///
  /// - Throws: ``NotationError`` with the position of the first mistake.
  public init(parsing text: String) throws {
    var parser = try Parser(text)
    self = try parser.parse()
  }
}

extension NotationExpression: Hashable {
  /// Whether two expressions say the same, wherever they were written.
  public static func == (a: NotationExpression, b: NotationExpression) -> Bool { a.kind == b.kind }

  /// Hashes what the expression says, not where.
  public func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

extension NotationExpression {
  /// A plain number, or one with a unit.
  public static func number(_ value: Double, _ unit: NumberUnit? = nil) -> NotationExpression {
    NotationExpression(.number(NumberLiteral(value, unit)))
  }

  /// A closed range.
  public static func range(_ range: ClosedRange<Double>) -> NotationExpression {
    NotationExpression(.range(lower: range.lowerBound, upper: range.upperBound, isClosed: true))
  }

  /// A call: `name(arguments)`, or `receiver.name(arguments)`.
  public static func call(
    _ name: String, _ arguments: [NotationArgument] = [], on receiver: NotationExpression? = nil
  ) -> NotationExpression {
    NotationExpression(.call(NotationCall(name, arguments, on: receiver)))
  }
}
