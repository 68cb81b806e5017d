/// A call: a name, its arguments, and the call it is chained to, if any.
///
/// `cosine(from: 3e-4, to: 0).warmup(5%)` is a call of `warmup` whose receiver is a call of
/// `cosine`.
public struct NotationCall: Hashable, Sendable {
  /// The name called.
  public let name: String
  /// What the call is chained to: the part before the dot.
  public let receiver: NotationExpression?
  /// The arguments, as written.
  public let arguments: [NotationArgument]
  /// Where the name was written; nil if the call was built by code.
  public let namePlace: SourceRange?

  /// Creates a call.
  public init(
    _ name: String, _ arguments: [NotationArgument] = [], on receiver: NotationExpression? = nil,
    nameAt namePlace: SourceRange? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.receiver = receiver
    self.namePlace = namePlace
  }

  /// Whether two calls say the same, wherever they were written.
  public static func == (a: NotationCall, b: NotationCall) -> Bool {
    a.name == b.name && a.arguments == b.arguments && a.receiver == b.receiver
  }

  /// Hashes what the call says, not where.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(receiver)
    hasher.combine(arguments)
  }
}
