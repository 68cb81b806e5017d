/// A value that has a notation: it prints as an expression and reads back from one.
///
/// A type of your own conforms so that ``ArgumentReader`` can read it. An enumeration of strings
/// that is `CaseIterable` needs nothing more than the conformance: its cases are bare names.
public protocol NotationValue {
  /// Reads the value.
  ///
  /// `name` is what an error calls it, such as the label of the parameter.
  ///
  /// - Throws: ``NotationError`` that says `name must be …; received …`.
  init(notation: NotationExpression, named name: String) throws

  /// The value as an expression; reading it gives an equal value.
  var notation: NotationExpression { get }
}

extension Double: NotationValue {
  /// Reads a number without a unit.
  public init(notation: NotationExpression, named name: String) throws {
    guard case .number(let literal) = notation.kind, literal.unit == nil else {
      throw notation.mismatch(name, "a number")
    }
    self = literal.value
  }

  /// The number.
  public var notation: NotationExpression { .number(self) }
}

extension Int: NotationValue {
  /// Reads a whole number without a unit; `1e4` is one.
  public init(notation: NotationExpression, named name: String) throws {
    guard case .number(let literal) = notation.kind, literal.unit == nil,
      literal.value.magnitude <= Double(1 << 53), let whole = Int(exactly: literal.value)
    else { throw notation.mismatch(name, "a whole number") }
    self = whole
  }

  /// The number.
  public var notation: NotationExpression { .number(Double(self)) }
}

extension Bool: NotationValue {
  /// Reads `true` or `false`.
  public init(notation: NotationExpression, named name: String) throws {
    guard case .bool(let value) = notation.kind else {
      throw notation.mismatch(name, "true or false")
    }
    self = value
  }

  /// `true` or `false`.
  public var notation: NotationExpression { NotationExpression(.bool(self)) }
}

extension String: NotationValue {
  /// Reads a string in quotes.
  public init(notation: NotationExpression, named name: String) throws {
    guard case .string(let text) = notation.kind else {
      throw notation.mismatch(name, "a string in quotes")
    }
    self = text
  }

  /// The string in quotes.
  public var notation: NotationExpression { NotationExpression(.string(self)) }
}

extension ClosedRange: NotationValue where Bound == Double {
  /// Reads a closed range such as `0 ... 1`.
  public init(notation: NotationExpression, named name: String) throws {
    guard case .range(let lower, let upper, isClosed: true) = notation.kind, lower <= upper else {
      throw notation.mismatch(name, "a closed range such as 0 ... 1")
    }
    self = lower...upper
  }

  /// The range.
  public var notation: NotationExpression { .range(self) }
}

extension Array: NotationValue where Element: NotationValue {
  /// Reads a list.
  public init(notation: NotationExpression, named name: String) throws {
    guard case .list(let elements) = notation.kind else {
      throw notation.mismatch(name, "a list in brackets")
    }
    self = try elements.map { try Element(notation: $0, named: name) }
  }

  /// The list.
  public var notation: NotationExpression { NotationExpression(.list(map(\.notation))) }
}

extension NotationValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  /// Reads one of the cases, a bare name.
  public init(notation: NotationExpression, named name: String) throws {
    let cases = Self.allCases.map(\.rawValue)
    guard case .name(let text) = notation.kind, let value = Self(rawValue: text) else {
      let nearest = nearestName(to: notation.description, among: cases)
      throw notation.mismatch(name, cases.listed, suggestion: nearest)
    }
    self = value
  }

  /// The name of the case.
  public var notation: NotationExpression { NotationExpression(.name(rawValue)) }
}

extension [String] {
  /// The words as a sentence lists them: `a, b or c`.
  package var listed: String {
    count > 1 ? dropLast().joined(separator: ", ") + " or " + self[count - 1] : first ?? ""
  }
}
