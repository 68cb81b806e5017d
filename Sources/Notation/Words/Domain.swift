/// The values that a parameter may have, with their name in signatures.
///
/// ```swift
/// extension Domain<Double> {
///   static var share: Domain { Domain("number", "between 0 and 1") { (0...1).contains($0) } }
/// }
/// ```
///
/// NaN is in no domain that is a range of numbers.
public struct Domain<Value> {
  /// What a signature calls a value, such as `number`.
  public let kind: String
  private let rule: (String, Value) -> ParameterFault?

  /// A domain with a rule of any kind; the rule is given the parameter's name.
  public init(_ kind: String, rule: @escaping (String, Value) -> ParameterFault?) {
    (self.kind, self.rule) = (kind, rule)
  }

  /// The fault of a parameter with this `value`; nil if the value is in the domain.
  public func fault(_ name: String, _ value: Value) -> ParameterFault? { rule(name, value) }

  /// The same rule, for values that a signature calls `kind`.
  public func called(_ kind: String) -> Domain { Domain(kind, rule: rule) }
}

extension Domain where Value: NotationValue {
  /// The values for which `contains` is true; `requirement` follows "must be" in an error.
  public init(_ kind: String, _ requirement: String, contains: @escaping (Value) -> Bool) {
    self.init(kind) { name, value in
      contains(value)
        ? nil : ParameterFault(name, requirement, received: value.notation.description)
    }
  }

  /// Every value there is.
  public static func any(_ kind: String) -> Domain { Domain(kind) { _, _ in nil } }

  /// Lists of values of a domain; the fault is that of the first value which is not in it.
  public static func list<Element>(_ element: Domain<Element>) -> Domain<[Element]>
  where Value == [Element] {
    Domain("[\(element.kind), …]") { name, values in
      values.lazy.compactMap { element.fault(name, $0) }.first
    }
  }
}

extension Domain where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// The cases of an enumeration.
  public static var cases: Domain {
    Domain(Value.allCases.map(\.rawValue).listed) { _, _ in nil }
  }
}

extension Domain<Bool> {
  /// `true` or `false`.
  public static var flag: Domain { .any("true or false") }
}

extension Domain<NamePattern> {
  /// A pattern for the names of parameters: 1 to 200 bytes long, with at most one `#`.
  public static var pattern: Domain {
    Domain("pattern") { name, pattern in
      pattern.fault.map { ParameterFault(name, $0.requirement, received: $0.received) }
    }
  }
}

extension Domain<Double> {
  /// The numbers of a closed range.
  public static func within(_ range: ClosedRange<Double>) -> Domain {
    let (lower, upper) = (range.lowerBound.notationText, range.upperBound.notationText)
    return Domain("number", "between \(lower) and \(upper)", contains: range.contains)
  }
}

extension Domain<Int> {
  /// The whole numbers of a closed range.
  public static func within(_ range: ClosedRange<Int>) -> Domain {
    Domain("number") { name, value in
      range.contains(value)
        ? nil
        : ParameterFault(
          name, "between \(range.lowerBound) and \(range.upperBound)", received: String(value))
    }
  }
}
