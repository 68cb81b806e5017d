/// Which types can hold no tensor, whatever their value: numbers, texts, lists of both, and what
/// the system's libraries define.
///
/// It is what makes a data set of a million numbers cost nothing to walk past.
struct PlainTypes {
  private var known: [ObjectIdentifier: Bool] = [:]

  /// Whether no value of `type` can hold a tensor; false where it cannot be told.
  mutating func contains(_ type: any Any.Type) -> Bool {
    if let answer = known[ObjectIdentifier(type)] { return answer }
    let answer: Bool
    if let list = type as? any ElementTypes.Type {
      answer = list.elementTypes.allSatisfy { contains($0) }
    } else {
      answer =
        _openExistential(type, do: isTrivial) || texts.contains { $0 == type }
        || type is AnyKeyPath.Type || isOfSystem(type)
    }
    known[ObjectIdentifier(type)] = answer
    return answer
  }
}

/// Whether values are copied as bare bytes, so that they can own no object.
private func isTrivial<Value>(_ type: Value.Type) -> Bool { _isPOD(type) }

private let texts: [any Any.Type] = [String.self, Substring.self, Character.self]

/// Whether the type's module is one of the system's; Swift's own wrap values of others.
private func isOfSystem(_ type: any Any.Type) -> Bool {
  systemModules.contains(String(reflecting: type).prefix { $0 != "." })
}

private let systemModules: Set<Substring> = [
  "Dispatch", "Foundation", "FoundationEssentials", "FoundationInternationalization",
  "FoundationNetworking", "FoundationXML", "Observation", "Synchronization", "__C",
]

/// A type that holds values of other types and nothing else.
private protocol ElementTypes {
  static var elementTypes: [any Any.Type] { get }
}

extension Optional: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Wrapped.self] }
}
extension Array: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Element.self] }
}
extension ArraySlice: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Element.self] }
}
extension ContiguousArray: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Element.self] }
}
extension Set: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Element.self] }
}
extension Dictionary: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Key.self, Value.self] }
}
