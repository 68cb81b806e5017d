extension NotationExpression {
  /// An error that points at this expression.
  public func error(
    _ message: String, expected: String? = nil, suggestion: String? = nil
  ) -> NotationError {
    NotationError(message, at: placeOrText, expected: expected, suggestion: suggestion)
  }

  /// The error `name must be requirement; received …`.
  ///
  /// `requirement` is a noun with its article, such as `a number`.
  public func mismatch(
    _ name: String, _ requirement: String, suggestion: String? = nil
  ) -> NotationError {
    error("\(name) must be \(requirement); received \(excerpt)", suggestion: suggestion)
  }

  /// Where this was written, or the whole of its own text if it was built by code.
  package var placeOrText: SourceRange {
    if let place { return place }
    let text = description
    return SourceRange(0..<text.utf8.count, in: text)
  }
}
