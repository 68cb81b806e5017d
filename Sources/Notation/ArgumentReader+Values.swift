extension ArgumentReader {
  /// The argument with this label.
  ///
  /// - Throws: ``NotationError`` if it was left out or is no `Value`.
  public mutating func required<Value: NotationValue>(
    _ label: String, as type: Value.Type = Value.self
  ) throws -> Value {
    guard let value: Value = try optional(label) else { throw missing(label) }
    return value
  }

  /// The argument with this label; nil if it was left out.
  ///
  /// - Throws: ``NotationError`` if it is no `Value`.
  public mutating func optional<Value: NotationValue>(
    _ label: String, as type: Value.Type = Value.self
  ) throws -> Value? {
    try expression(label).map { try Value(notation: $0, named: label) }
  }

  /// The argument with this label, or `standard` if it was left out.
  ///
  /// - Throws: ``NotationError`` if it is no `Value`.
  public mutating func value<Value: NotationValue>(
    _ label: String, default standard: Value
  ) throws -> Value {
    try optional(label) ?? standard
  }

  /// The next argument without a label, which an error calls `name`.
  ///
  /// - Throws: ``NotationError`` if there is none or it is no `Value`.
  public mutating func unlabelled<Value: NotationValue>(
    _ name: String, as type: Value.Type = Value.self
  ) throws -> Value {
    guard let value: Value = try optionalUnlabelled(name) else { throw missingUnlabelled(name) }
    return value
  }

  /// The next argument without a label, which an error calls `name`; nil if there is none.
  ///
  /// - Throws: ``NotationError`` if it is no `Value`.
  public mutating func optionalUnlabelled<Value: NotationValue>(
    _ name: String, as type: Value.Type = Value.self
  ) throws -> Value? {
    try unlabelledExpression(name).map { try Value(notation: $0, named: name) }
  }
}
