/// An entry of a dictionary: `key: value`.
public struct NotationEntry: Hashable, Sendable {
  /// The key: a name, a string or a number.
  public let key: NotationExpression
  /// The value.
  public let value: NotationExpression

  /// Creates an entry.
  public init(_ key: NotationExpression, _ value: NotationExpression) {
    self.key = key
    self.value = value
  }
}
