/// An argument of a call: a value, perhaps with a label.
public struct NotationArgument: Hashable, Sendable {
  /// The label before the colon; nil if there is none.
  public let label: String?
  /// The value.
  public let value: NotationExpression
  /// Where the label was written; nil without one, or if the argument was built by code.
  public let labelPlace: SourceRange?

  /// Creates an argument with a label, or without one.
  public init(
    _ label: String?, _ value: NotationExpression, labelAt labelPlace: SourceRange? = nil
  ) {
    self.label = label
    self.value = value
    self.labelPlace = labelPlace
  }

  /// Creates an argument that holds a value in its own notation.
  public init(_ label: String, _ value: some NotationValue) {
    self.init(label, value.notation)
  }

  /// Creates an argument without a label that holds a value in its own notation.
  public init(_ value: some NotationValue) {
    self.init(nil, value.notation)
  }

  /// Whether two arguments say the same, wherever they were written.
  public static func == (a: NotationArgument, b: NotationArgument) -> Bool {
    a.label == b.label && a.value == b.value
  }

  /// Hashes what the argument says, not where.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(label)
    hasher.combine(value)
  }
}
